namespace BedrockModels;

/// <summary>Accepts a text; an empty one is not given.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotGivenWhenEmptyAttribute : OptionalTransformationAttribute
{
    protected override object Read(object given) => given as string ?? Refusals.UnreadableValue(given, "text");
}
