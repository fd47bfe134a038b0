namespace BedrockModels.Protocol;

/// <summary>A union: S3 is its only member today.</summary>
internal sealed class ModelDataSource
{
    public S3DataSource? S3DataSource { get; set; }
}
