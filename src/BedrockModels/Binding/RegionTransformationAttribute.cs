namespace BedrockModels;

/// <summary>
/// Accepts a Region as its name, or as an object of AWS Tools or of the SDK that has the name in a member. An empty string, for example an
/// empty cell of a CSV file, means that the parameter is not given.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RegionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override bool TransformNullOptionalParameters => true;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => ObjectMembers.Bare(inputData) switch
    {
        string { Length: 0 } or null => null,
        string text => text,
        var other => ObjectMembers.GetText(other, "Region")
            ?? ObjectMembers.GetText(other, "SystemName")
            ?? Refusals.UnreadableValue(other, "Region"),
    };
}
