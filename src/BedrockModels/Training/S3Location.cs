namespace BedrockModels.Training;

/// <summary>A bucket and a key, or the beginning of keys without a slash at its end.</summary>
internal sealed record S3Location(string Bucket, string Key)
{
    private const string Scheme = "s3://";

    /// <returns>Null if the text is not an S3 URI.</returns>
    public static S3Location? Parse(string? uri)
    {
        if (uri is null || !uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var parts = uri[Scheme.Length..].Split('/', 2);
        return parts[0].Length == 0 ? null : new S3Location(parts[0], parts.Length == 1 ? "" : parts[1].TrimEnd('/'));
    }

    public S3Location Below(string key) => this with { Key = Key.Length == 0 ? key : $"{Key}/{key}" };

    public override string ToString() => $"{Scheme}{Bucket}/{Key}";
}
