namespace BedrockModels.Protocol;

/// <summary>A union: the model package is its only member today.</summary>
internal sealed class CustomModelDataSource
{
    public ModelPackageArnDataSource? ModelPackageArnDataSource { get; set; }
}
