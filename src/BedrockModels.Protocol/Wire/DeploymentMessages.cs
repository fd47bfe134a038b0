namespace BedrockModels.Protocol;

/// <summary>The body of CreateCustomModelDeployment.</summary>
internal sealed class CreateCustomModelDeploymentRequest : IIdempotentRequest
{
    public string? ModelDeploymentName { get; set; }

    public string? ModelArn { get; set; }

    public string? Description { get; set; }

    public IReadOnlyList<ResourceTag>? Tags { get; set; }

    public string? ClientRequestToken { get; set; }
}

/// <summary>The body of UpdateCustomModelDeployment.</summary>
internal sealed class UpdateCustomModelDeploymentRequest : ILabeledRequest
{
    [JsonIgnore]
    public string Label { get; init; } = "";

    public string? ModelArn { get; set; }
}

/// <summary>The response of CreateCustomModelDeployment and of UpdateCustomModelDeployment.</summary>
internal sealed class CustomModelDeploymentResponse : IResponse
{
    public string? CustomModelDeploymentArn { get; set; }

    string? IResponse.MissingMember => IResponse.IfMissing(CustomModelDeploymentArn, "customModelDeploymentArn");
}

/// <summary>The query of ListCustomModelDeployments.</summary>
internal sealed class ListCustomModelDeploymentsRequest : ListRequest
{
    public DateTimeOffset? CreatedBefore { get; set; }

    public DateTimeOffset? CreatedAfter { get; set; }

    public string? StatusEquals { get; set; }

    public string? ModelArnEquals { get; set; }
}

/// <summary>One page of ListCustomModelDeployments.</summary>
internal sealed class ListCustomModelDeploymentsResponse : IPage<CustomModelDeploymentSummary>
{
    public IReadOnlyList<CustomModelDeploymentSummary>? ModelDeploymentSummaries { get; set; }

    public string? NextToken { get; set; }

    IReadOnlyList<CustomModelDeploymentSummary>? IPage<CustomModelDeploymentSummary>.Items => ModelDeploymentSummaries;
}
