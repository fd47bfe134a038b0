using System.Runtime.CompilerServices;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels.Waiting;

/// <summary>Provisioned Throughput: Creating or Updating, then InService or Failed.</summary>
/// <param name="clientOf">The client of a Region.</param>
internal sealed class ThroughputWait(Func<string, CancellationToken, Task<BedrockClient>> clientOf) : IWaitSource<ProvisionedModelThroughput>
{
    public async Task<(WaitSighting Sighting, ProvisionedModelThroughput Value)> GetAsync(WaitItem item, CancellationToken ct)
    {
        var client = await clientOf(item.Region, ct).ConfigureAwait(false);
        var throughput = await client.GetProvisionedModelThroughputAsync(item.Identifier, ct).ConfigureAwait(false);
        return (Sighting(throughput.Status, throughput.FailureMessage), throughput);
    }

    public async IAsyncEnumerable<IReadOnlyList<(string Name, string Arn, WaitSighting Sighting)>> ListAsync(string region, [EnumeratorCancellation] CancellationToken ct)
    {
        var client = await clientOf(region, ct).ConfigureAwait(false);
        var request = new ListProvisionedModelThroughputsRequest { MaxResults = 1000 };
        await foreach (var page in client.ListProvisionedModelThroughputsAsync(request, ct).ConfigureAwait(false))
            yield return [.. page.Select(one => (one.ProvisionedModelName ?? "", one.ProvisionedModelArn!, Sighting(one.Status)))];
    }

    private static WaitSighting Sighting(string? status, string? failureMessage = null) =>
        WaitSighting.Of(status, "InService", ["Creating", "Updating"], failureMessage);
}
