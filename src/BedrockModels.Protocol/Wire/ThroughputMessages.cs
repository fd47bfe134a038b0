namespace BedrockModels.Protocol;

/// <summary>The body of CreateProvisionedModelThroughput.</summary>
internal sealed class CreateProvisionedModelThroughputRequest : IIdempotentRequest
{
    public string? ClientRequestToken { get; set; }

    public int? ModelUnits { get; set; }

    public string? ProvisionedModelName { get; set; }

    public string? ModelId { get; set; }

    public string? CommitmentDuration { get; set; }

    public IReadOnlyList<ResourceTag>? Tags { get; set; }
}

/// <summary>The response of CreateProvisionedModelThroughput.</summary>
internal sealed class CreateProvisionedModelThroughputResponse : IResponse
{
    public string? ProvisionedModelArn { get; set; }

    string? IResponse.MissingMember => IResponse.IfMissing(ProvisionedModelArn, "provisionedModelArn");
}

/// <summary>The body of UpdateProvisionedModelThroughput.</summary>
internal sealed class UpdateProvisionedModelThroughputRequest : ILabeledRequest
{
    [JsonIgnore]
    public string Label { get; init; } = "";

    public string? DesiredProvisionedModelName { get; set; }

    public string? DesiredModelId { get; set; }
}

/// <summary>The query of ListProvisionedModelThroughputs.</summary>
internal sealed class ListProvisionedModelThroughputsRequest : ListRequest
{
    public DateTimeOffset? CreationTimeAfter { get; set; }

    public DateTimeOffset? CreationTimeBefore { get; set; }

    public string? StatusEquals { get; set; }

    public string? ModelArnEquals { get; set; }
}

/// <summary>One page of ListProvisionedModelThroughputs.</summary>
internal sealed class ListProvisionedModelThroughputsResponse : IPage<ProvisionedModelThroughputSummary>
{
    public IReadOnlyList<ProvisionedModelThroughputSummary>? ProvisionedModelSummaries { get; set; }

    public string? NextToken { get; set; }

    IReadOnlyList<ProvisionedModelThroughputSummary>? IPage<ProvisionedModelThroughputSummary>.Items => ProvisionedModelSummaries;
}
