namespace BedrockModels.Protocol;

/// <summary>The body of TagResource.</summary>
internal sealed class TagResourceRequest
{
    public string? ResourceARN { get; set; }

    public IReadOnlyList<ResourceTag>? Tags { get; set; }
}

/// <summary>The body of UntagResource.</summary>
internal sealed class UntagResourceRequest
{
    public string? ResourceARN { get; set; }

    public IReadOnlyList<string>? TagKeys { get; set; }
}

/// <summary>The body of ListTagsForResource.</summary>
internal sealed class ListTagsForResourceRequest
{
    public string? ResourceARN { get; set; }
}

/// <summary>The response of ListTagsForResource.</summary>
internal sealed class ListTagsForResourceResponse
{
    public IReadOnlyList<ResourceTag>? Tags { get; set; }
}
