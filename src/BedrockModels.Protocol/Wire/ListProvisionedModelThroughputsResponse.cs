namespace BedrockModels.Protocol;

/// <summary>One page of ListProvisionedModelThroughputs.</summary>
internal sealed class ListProvisionedModelThroughputsResponse
{
    public IReadOnlyList<ProvisionedModelThroughputSummary>? ProvisionedModelSummaries { get; set; }

    public string? NextToken { get; set; }
}
