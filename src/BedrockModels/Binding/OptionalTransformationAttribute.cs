namespace BedrockModels;

/// <summary>Base of the transformations for which $null or an empty text, for example an empty cell of a CSV file, is not given.</summary>
internal abstract class OptionalTransformationAttribute : ArgumentTransformationAttribute
{
    public sealed override bool TransformNullOptionalParameters => true;

    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => ObjectMembers.Bare(inputData) switch
    {
        null or string { Length: 0 } => null,
        var given => Read(given),
    };

    /// <summary>Reads a value that is given.</summary>
    protected abstract object? Read(object given);
}
