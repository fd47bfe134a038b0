namespace BedrockModels.Protocol;

/// <summary>The answer of ListTagsForResource.</summary>
internal sealed class ListTagsForResourceResponse
{
    public IReadOnlyList<ResourceTag>? Tags { get; set; }
}
