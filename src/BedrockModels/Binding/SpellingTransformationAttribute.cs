namespace BedrockModels;

/// <summary>
/// Accepts one of the API's words in any case and spells it as the service requires. An empty string, for example an empty cell of a CSV
/// file, means that the parameter is not given. The validation checks all other values.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SpellingTransformationAttribute(string constraint) : ArgumentTransformationAttribute
{
    private readonly IReadOnlyList<string> _words = ConstraintValidationAttribute.ConstraintOf(constraint).Values!;
    public override bool TransformNullOptionalParameters => true;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => ObjectMembers.Bare(inputData) switch
    {
        null or string { Length: 0 } => null,
        var given => _words.FirstOrDefault(word => word.Equals(given as string, StringComparison.OrdinalIgnoreCase)) ?? inputData,
    };
}
