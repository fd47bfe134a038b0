namespace BedrockModels.Protocol;

/// <summary>The body of CreateCustomModelDeployment.</summary>
internal sealed record CreateCustomModelDeploymentRequest(
    string? ModelDeploymentName = null, string? ModelArn = null, string? Description = null, IReadOnlyList<ResourceTag>? Tags = null)
    : IdempotentRequest;

/// <summary>The body of UpdateCustomModelDeployment.</summary>
internal sealed record UpdateCustomModelDeploymentRequest([property: JsonIgnore] string Label = "", string? ModelArn = null)
    : ILabeledRequest;

/// <summary>The response of CreateCustomModelDeployment and of UpdateCustomModelDeployment.</summary>
internal sealed record CustomModelDeploymentResponse(string? CustomModelDeploymentArn) : IResponse
{
    string? IResponse.MissingMember => IResponse.IfMissing(CustomModelDeploymentArn, "customModelDeploymentArn");
}

/// <summary>The query of ListCustomModelDeployments.</summary>
internal sealed record ListCustomModelDeploymentsRequest(
    DateTimeOffset? CreatedBefore = null, DateTimeOffset? CreatedAfter = null,
    string? StatusEquals = null, string? ModelArnEquals = null) : ListRequest;

/// <summary>One page of ListCustomModelDeployments.</summary>
internal sealed record ListCustomModelDeploymentsResponse(
    IReadOnlyList<CustomModelDeploymentSummary>? ModelDeploymentSummaries, string? NextToken)
    : IPage<CustomModelDeploymentSummary>
{
    IReadOnlyList<CustomModelDeploymentSummary>? IPage<CustomModelDeploymentSummary>.Items => ModelDeploymentSummaries;
}
