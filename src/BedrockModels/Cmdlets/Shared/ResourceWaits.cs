using BedrockModels.Protocol;
using BedrockModels.Waiting;

namespace BedrockModels;

/// <summary>Waits for resources and writes what the waiter reports: output, errors and progress. Wait- cmdlets and -Wait share it.</summary>
internal sealed class ResourceWaits(BedrockCmdlet cmdlet)
{
    private readonly HashSet<WaitItem> _ended = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether the wait for an item has ended.</summary>
    public bool HasEnded(WaitItem item) => _ended.Contains(item);

    /// <summary>Waits until resources are ready, and writes each as it becomes so.</summary>
    public void WaitFor<TItem, TSummary>(Resource<TItem, TSummary> resource, IReadOnlyList<WaitItem> items, WaitSchedule schedule, bool forUpdate = false)
        where TItem : class, IResource
        where TSummary : class, IResource
    {
        if (items.Count == 0)
            return;
        using var reporter = new WaitReporter(cmdlet, resource, items, forUpdate);
        foreach (var told in cmdlet.Stream(ct => new Waiter<TItem>(new ResourceWait<TItem, TSummary>(resource, cmdlet.ConnectForWaitAsync, forUpdate), schedule, TimeProvider.System).WatchAsync(items, ct)))
        {
            if (EndedBy(told) is { } ended)
                _ended.Add(ended);
            switch (told)
            {
                case WaitEvent<TItem>.Ready ready:
                    cmdlet.WriteObject(ready.Value);
                    break;
                case WaitEvent<TItem>.Failed failed:
                    cmdlet.WriteError(ErrorRecords.OfFailedResource(resource.Failed, $"The {resource.Noun} {Labels.Of(failed.Item.Identifier)} in {failed.Item.Region} ended {failed.Status}: {failed.FailureMessage ?? "the service gives no reason"}", failed.Item.Target));
                    break;
                case WaitEvent<TItem>.Vanished vanished:
                    cmdlet.WriteError(ErrorRecords.OfVanished(resource.Vanished, $"The {resource.Noun} {Labels.Of(vanished.Item.Identifier)} in {vanished.Item.Region} was deleted while it was waited for.", vanished.Item.Target));
                    break;
                case WaitEvent<TItem>.TimedOut late:
                    cmdlet.WriteError(ErrorRecords.OfTimeout($"The {resource.Noun} {Labels.Of(late.Item.Identifier)} in {late.Item.Region} was not {resource.Ready} after {schedule.Timeout.TotalSeconds:0.#} seconds: {Seen(late.LastStatus, late.LastFailure)}.", late.Item.Target));
                    break;
                case WaitEvent<TItem>.Errored errored:
                    cmdlet.WriteError(ErrorRecords.Of(errored.Failure, errored.Item.Target, errored.Item.Identifier, errored.Item.Region));
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
}
