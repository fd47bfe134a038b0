namespace BedrockModels.Protocol;

/// <summary>One page of ListCustomModelDeployments.</summary>
internal sealed class ListCustomModelDeploymentsResponse
{
    public IReadOnlyList<CustomModelDeploymentSummary>? ModelDeploymentSummaries { get; set; }

    public string? NextToken { get; set; }
}
