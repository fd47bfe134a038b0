namespace BedrockModels.Protocol;

/// <summary>The body of CreateCustomModelDeployment.</summary>
internal sealed class CreateCustomModelDeploymentRequest
{
    public string? ModelDeploymentName { get; set; }

    public string? ModelArn { get; set; }

    public string? Description { get; set; }

    public IReadOnlyList<ResourceTag>? Tags { get; set; }

    public string? ClientRequestToken { get; set; }
}
