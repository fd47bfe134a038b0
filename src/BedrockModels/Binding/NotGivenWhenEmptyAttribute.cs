namespace BedrockModels;

/// <summary>Treats an empty string, for example an empty cell of a CSV file, as a value that is not given.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotGivenWhenEmptyAttribute : ArgumentTransformationAttribute
{
    public override bool TransformNullOptionalParameters => true;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => ObjectMembers.Bare(inputData) switch
    {
        string { Length: 0 } or null => null,
        string text => text,
        var other => Refusals.UnreadableValue(other, "text"),
    };
}
