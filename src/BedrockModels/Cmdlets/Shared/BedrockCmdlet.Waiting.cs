using BedrockModels.Client;
using BedrockModels.Protocol;
using BedrockModels.Waiting;

namespace BedrockModels;

/// <summary>The wait that the Wait- cmdlets and the -Wait switches share: what a waiter tells becomes output, errors and progress.</summary>
public abstract partial class BedrockCmdlet
{
    private readonly HashSet<WaitItem> _ended = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a wait has told how it ended with an item.</summary>
    private protected bool HasEnded(WaitItem item) => _ended.Contains(item);

    /// <summary>Waits until resources are ready, and writes each as it becomes so.</summary>
    private protected void WaitFor<TItem, TSummary>(Resource<TItem, TSummary> resource, IReadOnlyList<WaitItem> items, WaitSchedule schedule, bool forUpdate = false)
        where TItem : class, IResource
        where TSummary : class, IResource
    {
        if (items.Count == 0)
            return;
        using var reporter = new WaitReporter(this, resource, items, forUpdate);
        foreach (var told in Stream(ct => new Waiter<TItem>(new ResourceWait<TItem, TSummary>(resource, ClientOfAsync, forUpdate), schedule, TimeProvider.System).WatchAsync(items, ct)))
        {
            if (EndedBy(told) is { } ended)
                _ended.Add(ended);
            switch (told)
            {
                case WaitEvent<TItem>.Ready ready:
                    WriteObject(ready.Value);
                    break;
                case WaitEvent<TItem>.Failed failed:
                    WriteError(ErrorRecords.OfFailedResource(resource.Failed, $"The {resource.Noun} {Labels.Of(failed.Item.Identifier)} in {failed.Item.Region} ended {failed.Status}: {failed.FailureMessage ?? "the service gives no reason"}", failed.Item.Target));
                    break;
                case WaitEvent<TItem>.Vanished vanished:
                    WriteError(ErrorRecords.OfVanished(resource.Vanished, $"The {resource.Noun} {Labels.Of(vanished.Item.Identifier)} in {vanished.Item.Region} was deleted while it was waited for.", vanished.Item.Target));
                    break;
                case WaitEvent<TItem>.TimedOut late:
                    WriteError(ErrorRecords.OfTimeout($"The {resource.Noun} {Labels.Of(late.Item.Identifier)} in {late.Item.Region} was not {resource.Ready} after {schedule.Timeout.TotalSeconds:0.#} seconds: {Seen(late.LastStatus, late.LastFailure)}.", late.Item.Target));
                    break;
                case WaitEvent<TItem>.Errored errored:
                    WriteError(ErrorRecords.Of(errored.Failure, errored.Item.Target, errored.Item.Identifier, errored.Item.Region));
                    break;
                default:
                    reporter.Report(told);
                    break;
            }
        }
    }

    private static WaitItem? EndedBy<T>(WaitEvent<T> told) => told switch
    {
        WaitEvent<T>.Ready ready => ready.Item,
        WaitEvent<T>.Failed failed => failed.Item,
        WaitEvent<T>.Vanished vanished => vanished.Item,
        WaitEvent<T>.TimedOut late => late.Item,
        WaitEvent<T>.Errored errored => errored.Item,
        _ => null,
    };

    private static string Seen(string? status, BedrockException? failure) =>
        (status is null ? "its status was never seen" : $"it is still {status}") + (failure is null ? "" : $"; the last look failed ({failure.ErrorCode})");

    /// <summary>The client of a Region that is connected already, or can be without asking anybody.</summary>
    private Task<BedrockClient> ClientOfAsync(string region, CancellationToken ct) => Clients.GetAsync(new RequestedRegion(region, "the wait"), ct);
}
