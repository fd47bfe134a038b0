namespace BedrockModels.Protocol;

/// <summary>The answer of CreateCustomModelDeployment and of UpdateCustomModelDeployment.</summary>
internal sealed class CustomModelDeploymentResponse
{
    public string? CustomModelDeploymentArn { get; set; }
}
