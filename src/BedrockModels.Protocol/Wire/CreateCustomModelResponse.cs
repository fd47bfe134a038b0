namespace BedrockModels.Protocol;

/// <summary>The answer of CreateCustomModel.</summary>
internal sealed class CreateCustomModelResponse
{
    public string? ModelArn { get; set; }
}
