using System.Management.Automation;

namespace BedrockModels;

/// <summary>
/// Takes a source as a string, or nested as the API's JSON writes it: the members on the way down, each of which may be left
/// out. An empty string, such as an empty cell of a CSV file, is a source that is not given.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SourceTransformationAttribute(string outer, string inner) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
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
