namespace BedrockModels.Protocol;

/// <summary>The body of UpdateCustomModelDeployment.</summary>
internal sealed class UpdateCustomModelDeploymentRequest
{
    public string? ModelArn { get; set; }
}
