namespace BedrockModels.Protocol;

/// <summary>The body of an error.</summary>
internal sealed class ErrorBody
{
    public string? Message { get; set; }

    public string? ResourceName { get; set; }
}
