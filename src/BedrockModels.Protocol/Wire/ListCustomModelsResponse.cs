namespace BedrockModels.Protocol;

/// <summary>One page of ListCustomModels.</summary>
internal sealed class ListCustomModelsResponse
{
    public IReadOnlyList<CustomModelSummary>? ModelSummaries { get; set; }

    public string? NextToken { get; set; }
}
