namespace BedrockModels.Protocol;

/// <summary>The answer of CreateProvisionedModelThroughput.</summary>
internal sealed class CreateProvisionedModelThroughputResponse
{
    public string? ProvisionedModelArn { get; set; }
}
