namespace BedrockModels.Protocol;

/// <summary>The query of ListCustomModels.</summary>
internal sealed class ListCustomModelsRequest
{
    public DateTimeOffset? CreationTimeBefore { get; set; }

    public DateTimeOffset? CreationTimeAfter { get; set; }

    public string? NameContains { get; set; }

    public string? BaseModelArnEquals { get; set; }

    public string? FoundationModelArnEquals { get; set; }

    public int? MaxResults { get; set; }

    public string? NextToken { get; set; }

    public string? SortBy { get; set; }

    public string? SortOrder { get; set; }

    public bool? IsOwned { get; set; }

    public string? ModelStatus { get; set; }
}
