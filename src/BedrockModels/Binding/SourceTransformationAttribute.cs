namespace BedrockModels;

/// <summary>Accepts a source as a string, or nested as in the API's JSON; the outer member may be omitted.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SourceTransformationAttribute(string outer, string inner) : OptionalTransformationAttribute
{
    protected override object Read(object given) =>
        given as string
        ?? ObjectMembers.GetText(ObjectMembers.Get(given, outer), inner)
        ?? ObjectMembers.GetText(given, inner)
        ?? Refusals.UnreadableValue(given, $"{outer}.{inner}");
}
