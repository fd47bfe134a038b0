using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace BedrockModels.ReadyToRun;

/// <summary>
/// Writes methods as a profile for crossgen2 (.mibc): a library whose code loads the token of each method. dotnet-pgo writes this format
/// too, but NuGet does not have it.
/// </summary>
internal sealed class MibcFile
{
    private static readonly Type Canon = typeof(object).Assembly.GetType("System.__Canon", throwOnError: true)!;
    private readonly MetadataBuilder _metadata = new();
    private readonly MethodBodyStreamEncoder _bodies = new(new BlobBuilder());
    private readonly Dictionary<string, EntityHandle> _assemblies = [];
    private readonly Dictionary<Type, EntityHandle> _types = [];

    /// <summary>Writes the file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="assembly">The name of the assembly that is to contain the code.</param>
    /// <param name="methods">The methods.</param>
    public void Write(string path, string assembly, IEnumerable<MethodBase> methods)
    {
        var group = Global("Methods", [.. methods.Select(Token).OfType<EntityHandle>().Select(token => ("", token))]);
        Global("AssemblyDictionary", [(assembly + ";", group)]);
        _metadata.AddModule(0, _metadata.GetOrAddString(assembly), _metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
        _metadata.AddAssembly(
            _metadata.GetOrAddString(assembly + ".mibc"), new Version(0, 0), default, default, 0, AssemblyHashAlgorithm.None);
        _metadata.AddTypeDefinition(default, default, _metadata.GetOrAddString("<Module>"), default,
            MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(_metadata), _bodies.Builder).Serialize(image);
        using var file = File.Create(path);
        image.WriteContentTo(file);
    }

    private MethodDefinitionHandle Global(string name, List<(string Text, EntityHandle Token)> entries)
    {
        var code = new InstructionEncoder(new BlobBuilder());
        foreach (var (text, token) in entries)
        {
            if (text.Length > 0)
                code.LoadString(_metadata.GetOrAddUserString(text));
            code.OpCode(ILOpCode.Ldtoken);
            code.Token(token);
            code.OpCode(ILOpCode.Pop);
        }

        code.OpCode(ILOpCode.Ret);
        var signature = new BlobBuilder();
        new BlobEncoder(signature).MethodSignature().Parameters(0, type => type.Void(), _ => { });
        return _metadata.AddMethodDefinition(MethodAttributes.Public | MethodAttributes.Static, MethodImplAttributes.IL,
            _metadata.GetOrAddString(name), _metadata.GetOrAddBlob(signature), _bodies.AddMethodBody(code), default);
    }

    private EntityHandle? Token(MethodBase method)
    {
        var open = method.Module.ResolveMethod(method.MetadataToken)!;
        ParameterInfo[] result = open is MethodInfo { ReturnParameter: var back } ? [back] : [];
        ParameterInfo[] all = [.. result, .. open.GetParameters()];
        if (all.Any(parameter => parameter.ParameterType.IsFunctionPointer))
            return null;

        var signature = new BlobBuilder();
        new BlobEncoder(signature).MethodSignature(default, open.IsGenericMethod ? open.GetGenericArguments().Length : 0, !open.IsStatic)
            .Parameters(open.GetParameters().Length, out var returned, out var parameters);
        if (open is not MethodInfo info || info.ReturnType == typeof(void))
            returned.Void();
        else
            Encode(
                Modified(returned.CustomModifiers(), info.ReturnParameter, () => returned.Type(info.ReturnType.IsByRef)), info.ReturnType);
        foreach (var parameter in open.GetParameters())
        {
            var next = parameters.AddParameter();
            Encode(Modified(next.CustomModifiers(), parameter, () => next.Type(parameter.ParameterType.IsByRef)), parameter.ParameterType);
        }

        var member = _metadata.AddMemberReference(
            TypeToken(method.DeclaringType!), _metadata.GetOrAddString(method.Name), _metadata.GetOrAddBlob(signature));
        if (!method.IsGenericMethod)
            return member;

        var arguments = new BlobBuilder();
        var encoder = new BlobEncoder(arguments).MethodSpecificationSignature(method.GetGenericArguments().Length);
        foreach (var argument in method.GetGenericArguments())
            Encode(encoder.AddArgument(), argument);
        return _metadata.AddMethodSpecification(member, _metadata.GetOrAddBlob(arguments));
    }

    private SignatureTypeEncoder Modified(CustomModifiersEncoder modifiers, ParameterInfo parameter, Func<SignatureTypeEncoder> type)
    {
        foreach (var modifier in parameter.GetRequiredCustomModifiers())
            modifiers.AddModifier(TypeToken(modifier), isOptional: false);
        foreach (var modifier in parameter.GetOptionalCustomModifiers())
            modifiers.AddModifier(TypeToken(modifier), isOptional: true);
        return type();
    }

    private void Encode(SignatureTypeEncoder encoder, Type type)
    {
        if (type.IsByRef)
            Encode(encoder, type.GetElementType()!);
        else if (type == typeof(void*))
            encoder.VoidPointer();
        else if (type.IsPointer)
            Encode(encoder.Pointer(), type.GetElementType()!);
        else if (type.IsSZArray)
            Encode(encoder.SZArray(), type.GetElementType()!);
        else if (type.IsArray)
            encoder.Array(element => Encode(element, type.GetElementType()!), shape => shape.Shape(type.GetArrayRank(), [], []));
        else if (type.IsGenericMethodParameter)
            encoder.GenericMethodTypeParameter(type.GenericParameterPosition);
        else if (type.IsGenericParameter)
            encoder.GenericTypeParameter(type.GenericParameterPosition);
        else if (type == typeof(object))
            encoder.Object();
        else if (type == typeof(string))
            encoder.String();
        else if (Primitive(type) is { } primitive)
            encoder.PrimitiveType(primitive);
        else if (type.IsGenericType)
        {
            var arguments = type.GetGenericArguments();
            var generic = encoder.GenericInstantiation(TypeToken(type.GetGenericTypeDefinition()), arguments.Length, type.IsValueType);
            foreach (var argument in arguments)
                Encode(generic.AddArgument(), argument);
        }
        else
            encoder.Type(TypeToken(type), type.IsValueType);
    }

    private static PrimitiveTypeCode? Primitive(Type type) => type == typeof(nint) ? PrimitiveTypeCode.IntPtr
        : type == typeof(nuint) ? PrimitiveTypeCode.UIntPtr
        : type.IsPrimitive ? Enum.Parse<PrimitiveTypeCode>(type.Name) : null;

    private EntityHandle TypeToken(Type type)
    {
        if (_types.TryGetValue(type, out var known))
            return known;
        if (type is { IsGenericType: true, IsGenericTypeDefinition: false } || type.HasElementType)
        {
            var signature = new BlobBuilder();
            Encode(new BlobEncoder(signature).TypeSpecificationSignature(), type);
            return _types[type] = _metadata.AddTypeSpecification(_metadata.GetOrAddBlob(signature));
        }

        // crossgen2 knows the shared instantiation, of all reference types, by an assembly that does not exist.
        var scope = type == Canon ? Assembly("System.Private.Canon")
            : type.DeclaringType is { } outer ? TypeToken(outer) : Assembly(type.Assembly.GetName().Name!);
        return _types[type] = _metadata.AddTypeReference(
            scope, _metadata.GetOrAddString(type.DeclaringType is null ? type.Namespace ?? "" : ""), _metadata.GetOrAddString(type.Name));
    }

    private EntityHandle Assembly(string name) => _assemblies.TryGetValue(name, out var known) ? known
        : _assemblies[name] = _metadata.AddAssemblyReference(
            _metadata.GetOrAddString(name), new Version(0, 0), default, default, default, default);
}
