namespace BedrockModels.Protocol;

/// <summary>The body of TagResource.</summary>
internal sealed class TagResourceRequest
{
    public string? ResourceARN { get; set; }

    public IReadOnlyList<ResourceTag>? Tags { get; set; }
}
