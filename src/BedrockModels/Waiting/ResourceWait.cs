using System.Runtime.CompilerServices;

namespace BedrockModels.Waiting;

/// <summary>Polls resources of one kind.</summary>
/// <param name="resource">The kind.</param>
/// <param name="connectAsync">Returns the client of a Region.</param>
/// <param name="forUpdate">Whether to wait for an update. A failed update is then a failure, although the resource is ready.</param>
internal sealed class ResourceWait<TItem, TSummary>(
    Resource<TItem, TSummary> resource, Func<string, CancellationToken, Task<BedrockClient>> connectAsync, bool forUpdate = false)
    : IWaitSource<TItem>
    where TItem : class, IResource
    where TSummary : class, IResource
{
    public async Task<(WaitSighting Sighting, TItem Value)> GetAsync(WaitItem item, CancellationToken ct)
    {
        var client = await connectAsync(item.Region, ct).ConfigureAwait(false);
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

    public async IAsyncEnumerable<IReadOnlyList<(string Name, string Arn, WaitSighting Sighting)>> ListAsync(
        string region, [EnumeratorCancellation] CancellationToken ct)
    {
        // Without a name filter, because there are several names. The newest are first, so they are on the first page.
        var client = await connectAsync(region, ct).ConfigureAwait(false);
        await foreach (var page in resource.ListAsync(client, ct).ConfigureAwait(false))
            yield return [.. page.Select(summary => (summary.Name ?? "", summary.Arn!, Sighting(summary)))];
    }

    private WaitSighting Sighting(IResource value) =>
        WaitSighting.From(value.Status, resource.Ready, resource.Pending, value.FailureMessage);
}

/// <summary>What a waiter polls. Methods throw <see cref="BedrockException"/>; retries and timeouts are the waiter's.</summary>
/// <typeparam name="T">The type that Get returns.</typeparam>
internal interface IWaitSource<T>
{
    /// <summary>Gets one resource.</summary>
    Task<(WaitSighting Sighting, T Value)> GetAsync(WaitItem item, CancellationToken ct);

    /// <summary>Lists all resources of a Region, page by page.</summary>
    IAsyncEnumerable<IReadOnlyList<(string Name, string Arn, WaitSighting Sighting)>> ListAsync(string region, CancellationToken ct);
}
