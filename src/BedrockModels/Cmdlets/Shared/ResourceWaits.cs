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
                    cmdlet.WriteError(ErrorRecords.ResourceFailed(resource, failed.Item, failed.Status, failed.FailureMessage));
                    break;
                case WaitEvent<TItem>.Vanished vanished:
                    cmdlet.WriteError(ErrorRecords.ResourceVanished(resource, vanished.Item));
                    break;
                case WaitEvent<TItem>.TimedOut late:
                    cmdlet.WriteError(ErrorRecords.WaitTimedOut(resource, late.Item, schedule.Timeout, late.LastStatus, late.LastFailure));
                    break;
                case WaitEvent<TItem>.Errored errored:
                    cmdlet.WriteError(ErrorRecords.ServiceError(errored.Failure, errored.Item.Target, errored.Item.Identifier, errored.Item.Region));
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
}
