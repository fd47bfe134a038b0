using System.Runtime.CompilerServices;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

internal sealed partial class BedrockClient
{
    /// <summary>Buys Provisioned Throughput. A request without a token is given one, so that a retry after a lost answer buys nothing twice.</summary>
    /// <returns>The throughput's ARN.</returns>
    public async Task<string> CreateProvisionedModelThroughputAsync(CreateProvisionedModelThroughputRequest request, CancellationToken ct)
    {
        request.ClientRequestToken ??= NewToken();
        var response = await CallAsync<CreateProvisionedModelThroughputResponse>(
            new WireRequest(Operations.CreateProvisionedModelThroughput)
            {
                Body = Body(request, WireJson.Context.CreateProvisionedModelThroughputRequest),
                Read = Reader(WireJson.Context.CreateProvisionedModelThroughputResponse),
            },
            ct).ConfigureAwait(false);
        return Required(response.ProvisionedModelArn, Operations.CreateProvisionedModelThroughput, "provisionedModelArn");
    }

    public async Task<ProvisionedModelThroughput> GetProvisionedModelThroughputAsync(string provisionedModelId, CancellationToken ct)
    {
        var throughput = await CallAsync<ProvisionedModelThroughput>(
            new WireRequest(Operations.GetProvisionedModelThroughput) { Label = provisionedModelId, Read = Reader(WireJson.Context.ProvisionedModelThroughput) }, ct).ConfigureAwait(false);
        Required(throughput.ProvisionedModelArn, Operations.GetProvisionedModelThroughput, "provisionedModelArn");
        Required(throughput.ProvisionedModelName, Operations.GetProvisionedModelThroughput, "provisionedModelName");
        throughput.Region = Region;
        return throughput;
    }

    /// <summary>Provisioned Throughput, page by page, as the service hands it out.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ProvisionedModelThroughputSummary>> ListProvisionedModelThroughputsAsync(ListProvisionedModelThroughputsRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        var pages = PagesAsync(
            Operations.ListProvisionedModelThroughputs,
            token => Query.Of(
                ("creationTimeAfter", request.CreationTimeAfter),
                ("creationTimeBefore", request.CreationTimeBefore),
                ("statusEquals", request.StatusEquals),
                ("modelArnEquals", request.ModelArnEquals),
                ("nameContains", request.NameContains),
                ("maxResults", request.MaxResults),
                ("nextToken", token),
                ("sortBy", request.SortBy),
                ("sortOrder", request.SortOrder)),
            WireJson.Context.ListProvisionedModelThroughputsResponse,
            page => page.NextToken,
            request.NextToken,
            ct);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            var throughputs = Items(page.ProvisionedModelSummaries, Operations.ListProvisionedModelThroughputs);
            foreach (var throughput in throughputs)
            {
                Required(throughput.ProvisionedModelArn, Operations.ListProvisionedModelThroughputs, "provisionedModelArn");
                throughput.Region = Region;
            }

            yield return throughputs;
        }
    }

    public Task UpdateProvisionedModelThroughputAsync(string provisionedModelId, UpdateProvisionedModelThroughputRequest request, CancellationToken ct) =>
        CallAsync(
            new WireRequest(Operations.UpdateProvisionedModelThroughput)
            {
                Label = provisionedModelId,
                Body = Body(request, WireJson.Context.UpdateProvisionedModelThroughputRequest),
            },
            ct);

    public Task DeleteProvisionedModelThroughputAsync(string provisionedModelId, CancellationToken ct) =>
        CallAsync(new WireRequest(Operations.DeleteProvisionedModelThroughput) { Label = provisionedModelId }, ct);
}
