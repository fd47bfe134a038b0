namespace BedrockModels;

/// <summary>
/// Accepts a source as a string, or nested as in the API's JSON; the outer member may be omitted. An empty string, for example an empty
/// cell of a CSV file, means that the source is not given.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SourceTransformationAttribute(string outer, string inner) : ArgumentTransformationAttribute
{
    public override bool TransformNullOptionalParameters => true;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var source = ObjectMembers.Bare(inputData);
        return source switch
        {
            null => null,
            string text => text.Length == 0 ? null : text,
            _ when ObjectMembers.GetText(ObjectMembers.Get(source, outer), inner) is { } nested => nested,
            _ when ObjectMembers.GetText(source, inner) is { } flat => flat,
            _ => Refusals.UnreadableValue(inputData, $"{outer}.{inner}"),
        };
    }
}
