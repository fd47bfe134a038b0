using System.Management.Automation;

namespace BedrockModels;

/// <summary>Takes an empty string, such as an empty cell of a CSV file, for a value that is not given.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotGivenWhenEmptyAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override bool TransformNullOptionalParameters => true;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => ObjectMembers.Bare(inputData) switch
    {
        string { Length: 0 } or null => null,
        string text => text,
        var other => Refusals.UnreadableValue(other, "text"),
    };
}
