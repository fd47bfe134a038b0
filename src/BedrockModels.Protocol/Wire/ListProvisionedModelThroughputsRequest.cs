namespace BedrockModels.Protocol;

/// <summary>The query of ListProvisionedModelThroughputs.</summary>
internal sealed class ListProvisionedModelThroughputsRequest
{
    public DateTimeOffset? CreationTimeAfter { get; set; }

    public DateTimeOffset? CreationTimeBefore { get; set; }

    public string? StatusEquals { get; set; }

    public string? ModelArnEquals { get; set; }

    public string? NameContains { get; set; }

    public int? MaxResults { get; set; }

    public string? NextToken { get; set; }

    public string? SortBy { get; set; }

    public string? SortOrder { get; set; }
}
