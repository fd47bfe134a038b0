namespace BedrockModels;

/// <summary>Accepts one of the API's words in any case and spells it as the service requires. Other values stay as they are.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SpellingTransformationAttribute(string constraint) : OptionalTransformationAttribute
{
    private readonly IReadOnlyList<string> _words = ConstraintValidationAttribute.ConstraintOf(constraint).Values!;

    protected override object Read(object given) =>
        _words.FirstOrDefault(word => word.Equals(given as string, StringComparison.OrdinalIgnoreCase)) ?? given;
}
