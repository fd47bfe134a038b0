using System.Management.Automation;
using System.Reflection;
using BedrockModels.Pipeline;
using BedrockModels.Tests.Hosting;
using BedrockModels.Waiting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>What the parts of the module's assembly may use.</summary>
public sealed class ArchitectureTests
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData(typeof(Waiter<>))]
    [InlineData(typeof(PipelineQueue))]
    public void Waiting_and_pipeline_do_not_use_PowerShell(Type one)
    {
        var types = typeof(WaitReporter).Assembly.GetTypes().Where(type => type.Namespace == one.Namespace).ToList();

        Assert.True(types.Count > 2, one.Namespace);
        Expect.Each(types, type => Assert.Empty(PowerShellIn(type)));
    }

    [Theory]
    [InlineData(typeof(ListWindow))]
    [InlineData(typeof(InputCheck))]
    [InlineData(typeof(WaitReporter))]
    [InlineData(typeof(BedrockCmdlet))]
    public void Use_of_PowerShell_is_detected_where_it_exists(Type type) => Assert.NotEmpty(PowerShellIn(type));

    /// <summary>The members of a type that use PowerShell: in a base type, field, signature, local variable or call.</summary>
    private static IEnumerable<string> PowerShellIn(Type type)
    {
        var bases = type.BaseType is { } parent ? type.GetInterfaces().Append(parent) : type.GetInterfaces();
        if (bases.Any(IsOfPowerShell))
            yield return type.Name;
        foreach (var field in type.GetFields(All).Where(field => IsOfPowerShell(field.FieldType)))
            yield return $"{type.Name}.{field.Name}";
        foreach (var method in Code.MethodsOf(type).Where(UsesPowerShell))
            yield return $"{type.Name}.{method.Name}";
    }

    private static bool UsesPowerShell(MethodBase method) =>
        Signature(method).Any(IsOfPowerShell)
        || method.GetMethodBody()?.LocalVariables.Any(local => IsOfPowerShell(local.LocalType)) == true
        || Code.CallsOf(method).Any(call => IsOfPowerShell(call.DeclaringType!) || Signature(call).Any(IsOfPowerShell));

    private static IEnumerable<Type> Signature(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType).Concat(method is MethodInfo { ReturnType: var returned }
            ? [returned] : []);

    private static bool IsOfPowerShell(Type type) =>
        type.Assembly == typeof(PSObject).Assembly
        || (type.HasElementType && IsOfPowerShell(type.GetElementType()!))
        || type.GetGenericArguments().Any(IsOfPowerShell);
}
