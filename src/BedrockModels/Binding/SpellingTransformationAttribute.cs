using System.Management.Automation;

namespace BedrockModels;

/// <summary>
/// Takes one of the API's words in any case, as PowerShell takes words, and spells it as the service demands. An empty string,
/// such as an empty cell of a CSV file, is not given; other values are left to the validation.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SpellingTransformationAttribute(string constraint) : ArgumentTransformationAttribute
{
    private readonly IReadOnlyList<string> _words = ConstraintValidationAttribute.ConstraintOf(constraint).Values!;

    /// <inheritdoc/>
    public override bool TransformNullOptionalParameters => true;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => ObjectMembers.Bare(inputData) switch
    {
        null or string { Length: 0 } => null,
        var given => _words.FirstOrDefault(word => word.Equals(given as string, StringComparison.OrdinalIgnoreCase)) ?? inputData,
    };
}
