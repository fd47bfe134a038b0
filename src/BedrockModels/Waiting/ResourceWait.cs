using System.Runtime.CompilerServices;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels.Waiting;

/// <summary>Polls resources of one kind.</summary>
/// <param name="resource">The kind.</param>
/// <param name="clientOf">The client of a Region.</param>
/// <param name="forUpdate">Whether the wait is for an update: then one that failed is a failure, although the resource stays ready as it was.</param>
internal sealed class ResourceWait<TItem, TSummary>(
    Resource<TItem, TSummary> resource, Func<string, CancellationToken, Task<BedrockClient>> clientOf, bool forUpdate = false) : IWaitSource<TItem>
    where TItem : class, IResource
    where TSummary : class, IResource
{
    public async Task<(WaitSighting Sighting, TItem Value)> GetAsync(WaitItem item, CancellationToken ct)
    {
        var client = await clientOf(item.Region, ct).ConfigureAwait(false);
        var value = await resource.GetAsync(client, item.Identifier, ct).ConfigureAwait(false);
        var sighting = Sighting(value);
        return (sighting.State != WaitState.Ready ? sighting : resource.UpdateStatus(value) switch
        {
            ResourceStatus.Updating => new WaitSighting(ResourceStatus.Updating, WaitState.Pending, null, Known: true),
            ResourceStatus.UpdateFailed when forUpdate =>
                new WaitSighting(ResourceStatus.UpdateFailed, WaitState.Failed, value.FailureMessage, Known: true),
            _ => sighting,
        }, value);
    }

    public async IAsyncEnumerable<IReadOnlyList<(string Name, string Arn, WaitSighting Sighting)>> ListAsync(string region, [EnumeratorCancellation] CancellationToken ct)
    {
        // Without a name filter: what is waited for has more than one name, and newest first brings it on the first page.
        var client = await clientOf(region, ct).ConfigureAwait(false);
        await foreach (var page in resource.ListAsync(client, ct).ConfigureAwait(false))
            yield return [.. page.Select(summary => (summary.Name ?? "", summary.Arn!, Sighting(summary)))];
    }

    private WaitSighting Sighting(IResource value) => WaitSighting.Of(value.Status, resource.Ready, resource.Pending, value.FailureMessage);
}

/// <summary>Where a waiter looks. A source knows nothing of time; it throws <see cref="BedrockException"/>.</summary>
/// <typeparam name="T">The resource, as a Get answers it.</typeparam>
internal interface IWaitSource<T>
{
    /// <summary>Looks at one resource.</summary>
    Task<(WaitSighting Sighting, T Value)> GetAsync(WaitItem item, CancellationToken ct);

    /// <summary>Looks at all resources of a Region, page by page.</summary>
    IAsyncEnumerable<IReadOnlyList<(string Name, string Arn, WaitSighting Sighting)>> ListAsync(string region, CancellationToken ct);
}
