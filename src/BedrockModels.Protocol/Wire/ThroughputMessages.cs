namespace BedrockModels.Protocol;

/// <summary>The body of CreateProvisionedModelThroughput.</summary>
internal sealed record CreateProvisionedModelThroughputRequest(
    int? ModelUnits = null, string? ProvisionedModelName = null, string? ModelId = null,
    string? CommitmentDuration = null, IReadOnlyList<ResourceTag>? Tags = null) : IdempotentRequest
{
    [JsonPropertyOrder(-1)]
    public override string? ClientRequestToken { get; set; }
}

/// <summary>The response of CreateProvisionedModelThroughput.</summary>
internal sealed record CreateProvisionedModelThroughputResponse(string? ProvisionedModelArn) : IResponse
{
    string? IResponse.MissingMember => IResponse.IfMissing(ProvisionedModelArn, "provisionedModelArn");
}

/// <summary>The body of UpdateProvisionedModelThroughput.</summary>
internal sealed record UpdateProvisionedModelThroughputRequest(
    [property: JsonIgnore] string Label = "", string? DesiredProvisionedModelName = null, string? DesiredModelId = null) : ILabeledRequest;

/// <summary>The query of ListProvisionedModelThroughputs.</summary>
internal sealed record ListProvisionedModelThroughputsRequest(
    DateTimeOffset? CreationTimeAfter = null, DateTimeOffset? CreationTimeBefore = null,
    string? StatusEquals = null, string? ModelArnEquals = null) : ListRequest;

/// <summary>One page of ListProvisionedModelThroughputs.</summary>
internal sealed record ListProvisionedModelThroughputsResponse(
    IReadOnlyList<ProvisionedModelThroughputSummary>? ProvisionedModelSummaries, string? NextToken)
    : IPage<ProvisionedModelThroughputSummary>
{
    IReadOnlyList<ProvisionedModelThroughputSummary>? IPage<ProvisionedModelThroughputSummary>.Items => ProvisionedModelSummaries;
}
