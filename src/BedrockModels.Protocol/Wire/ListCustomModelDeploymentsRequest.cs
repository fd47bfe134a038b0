namespace BedrockModels.Protocol;

/// <summary>The query of ListCustomModelDeployments.</summary>
internal sealed class ListCustomModelDeploymentsRequest
{
    public DateTimeOffset? CreatedBefore { get; set; }

    public DateTimeOffset? CreatedAfter { get; set; }

    public string? NameContains { get; set; }

    public int? MaxResults { get; set; }

    public string? NextToken { get; set; }

    public string? SortBy { get; set; }

    public string? SortOrder { get; set; }

    public string? StatusEquals { get; set; }

    public string? ModelArnEquals { get; set; }
}
