namespace BedrockModels.Protocol;

/// <summary>The body of TagResource.</summary>
internal sealed record TagResourceRequest(string? ResourceARN = null, IReadOnlyList<ResourceTag>? Tags = null);

/// <summary>The body of UntagResource.</summary>
internal sealed record UntagResourceRequest(string? ResourceARN = null, IReadOnlyList<string>? TagKeys = null);

/// <summary>The body of ListTagsForResource.</summary>
internal sealed record ListTagsForResourceRequest(string? ResourceARN = null);

/// <summary>The response of ListTagsForResource.</summary>
internal sealed record ListTagsForResourceResponse(IReadOnlyList<ResourceTag>? Tags);
