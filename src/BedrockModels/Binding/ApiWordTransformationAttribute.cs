using System.Management.Automation;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>
/// Takes one of the API's own words in any case, as PowerShell takes words, and sends it as the API writes it. An empty string,
/// such as an empty cell of a CSV file, is not given.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ApiWordTransformationAttribute(string constraint) : ArgumentTransformationAttribute
{
    private readonly IReadOnlyList<string> _words = ((Shape)typeof(Constraints).GetProperty(constraint)!.GetValue(null)!).Values!;

    /// <inheritdoc/>
    public override bool TransformNullOptionalParameters => true;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => ObjectMembers.Bare(inputData) switch
    {
        null or string { Length: 0 } => null,
        string text => _words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? text,
        var other => $"({ObjectMembers.Describe(other)}; no text)",
    };
}
