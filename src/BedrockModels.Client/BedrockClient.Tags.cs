using BedrockModels.Protocol;

namespace BedrockModels.Client;

internal sealed partial class BedrockClient
{
    public async Task<IReadOnlyList<ResourceTag>> ListTagsForResourceAsync(string resourceArn, CancellationToken ct)
    {
        var response = await CallAsync<ListTagsForResourceResponse>(
            new WireRequest(Operations.ListTagsForResource)
            {
                Body = Body(new ListTagsForResourceRequest { ResourceARN = resourceArn }, WireJson.Context.ListTagsForResourceRequest),
                Read = Reader(WireJson.Context.ListTagsForResourceResponse),
            },
            ct).ConfigureAwait(false);
        return Items(response.Tags, Operations.ListTagsForResource);
    }

    /// <summary>Adds tags; a key that is there already takes the new value.</summary>
    public Task TagResourceAsync(string resourceArn, IReadOnlyList<ResourceTag> tags, CancellationToken ct) =>
        CallAsync(new WireRequest(Operations.TagResource)
        {
            Body = Body(new TagResourceRequest { ResourceARN = resourceArn, Tags = tags }, WireJson.Context.TagResourceRequest),
        }, ct);

    public Task UntagResourceAsync(string resourceArn, IReadOnlyList<string> tagKeys, CancellationToken ct) =>
        CallAsync(new WireRequest(Operations.UntagResource)
        {
            Body = Body(new UntagResourceRequest { ResourceARN = resourceArn, TagKeys = tagKeys }, WireJson.Context.UntagResourceRequest),
        }, ct);
}
