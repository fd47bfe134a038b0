using System.Reflection;
using System.Reflection.Emit;

namespace BedrockModels.Tests.Hosting;

/// <summary>What compiled code does, read from its instructions: for rules about code that no behavior shows.</summary>
internal static class Code
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>The methods and constructors of a type, with those of its lambdas and state machines.</summary>
    public static IEnumerable<MethodBase> MethodsOf(Type type) => type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All))
        .Concat(type.GetNestedTypes(All).SelectMany(MethodsOf));

    /// <summary>The methods and constructors of an assembly.</summary>
    public static IEnumerable<MethodBase> MethodsOf(Assembly assembly) =>
        assembly.GetTypes().Where(type => !type.IsNested).SelectMany(MethodsOf);

    /// <summary>The type as it stands in the source: not the type of a lambda or a state machine.</summary>
    public static Type SourceTypeOf(MethodBase method)
    {
        var type = method.DeclaringType!;
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    /// <summary>
    /// The methods and constructors that a method names, in order: those that it calls, and those that it makes delegates of.
    /// </summary>
    public static IEnumerable<MethodBase> CallsOf(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il)
            yield break;
        for (var at = 0; at < il.Length;)
        {
            short value = il[at++];
            if (value == 0xFE)
                value = (short)((0xFE << 8) | il[at++]);
            var code = OpCodesByValue[value];
            if (code.OperandType == OperandType.InlineMethod)
                yield return method.Module.ResolveMethod(BitConverter.ToInt32(il, at), TypeArguments(method), MethodArguments(method))!;
            at += SizeOf(code.OperandType, il, at);
        }
    }

    private static Type[] TypeArguments(MethodBase method) => method.DeclaringType!.GetGenericArguments();

    private static Type[] MethodArguments(MethodBase method) => method.IsGenericMethod ? method.GetGenericArguments() : [];

    private static int SizeOf(OperandType type, byte[] il, int at) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };
}
