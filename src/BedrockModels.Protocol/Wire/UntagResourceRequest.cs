namespace BedrockModels.Protocol;

/// <summary>The body of UntagResource.</summary>
internal sealed class UntagResourceRequest
{
    public string? ResourceARN { get; set; }

    public IReadOnlyList<string>? TagKeys { get; set; }
}
