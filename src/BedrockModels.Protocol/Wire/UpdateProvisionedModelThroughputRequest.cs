namespace BedrockModels.Protocol;

/// <summary>The body of UpdateProvisionedModelThroughput.</summary>
internal sealed class UpdateProvisionedModelThroughputRequest
{
    public string? DesiredProvisionedModelName { get; set; }

    public string? DesiredModelId { get; set; }
}
