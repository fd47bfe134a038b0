namespace BedrockModels.Protocol;

/// <summary>The body of ListTagsForResource.</summary>
internal sealed class ListTagsForResourceRequest
{
    public string? ResourceARN { get; set; }
}
