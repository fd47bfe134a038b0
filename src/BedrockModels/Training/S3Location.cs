namespace BedrockModels.Training;

/// <summary>A bucket and a key, or the beginning of keys without a slash at its end.</summary>
internal sealed record S3Location(string Bucket, string Key)
{
    private const string Scheme = "s3://";

    /// <summary>An S3 URI with any key. CreateCustomModel accepts only some of them.</summary>
    public static Constraint Any { get; } = Constraint.String(
        null, null, "[sS]3://[a-zA-Z0-9][a-zA-Z0-9._-]*(/.*)?", "an S3 URI with a bucket and any key", "s3://my-training-output/hyperpod");

    /// <returns>Null if the text is not an S3 URI.</returns>
    public static S3Location? Parse(string? uri)
    {
        if (uri is null || Any.Check(uri) != Violations.None)
            return null;
        var parts = uri[Scheme.Length..].Split('/', 2);
        return new S3Location(parts[0], parts.Length == 1 ? "" : parts[1].TrimEnd('/'));
    }

    public S3Location Below(string key) => this with { Key = Key.Length == 0 ? key : $"{Key}/{key}" };

    public override string ToString() => $"{Scheme}{Bucket}/{Key}";
}
