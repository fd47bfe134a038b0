namespace BedrockModels.Protocol;

/// <summary>Artifacts in S3 as the source.</summary>
internal sealed class S3DataSource
{
    public string? S3Uri { get; set; }
}
