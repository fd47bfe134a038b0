namespace BedrockModels.Protocol;

/// <summary>A SageMaker model package as the source.</summary>
internal sealed class ModelPackageArnDataSource
{
    public string? ModelPackageArn { get; set; }
}
