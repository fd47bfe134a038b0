namespace BedrockModels;

/// <summary>Waits for resources and writes the events: output, errors and progress. For the Wait- cmdlets and -Wait.</summary>
internal sealed class ResourceWaits(BedrockCmdlet cmdlet)
{
    private readonly HashSet<WaitItem> _ended = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether the wait for an item has ended.</summary>
    public bool HasEnded(WaitItem item) => _ended.Contains(item);

    /// <summary>Waits until resources are ready and writes each one.</summary>
    public void WaitFor<TItem, TSummary>(
        Resource<TItem, TSummary> resource, IReadOnlyList<WaitItem> items, WaitSchedule schedule, bool forUpdate = false)
        where TItem : class, IResource
        where TSummary : class, IResource
    {
        if (items.Count == 0)
            return;
        using var reporter = new WaitReporter(cmdlet, resource, items, forUpdate);
        var source = new ResourceWait<TItem, TSummary>(resource, cmdlet.ConnectForWaitAsync, forUpdate);
        var waiter = new Waiter<TItem>(source, schedule, TimeProvider.System);
        foreach (var waitEvent in cmdlet.Stream(ct => waiter.WatchAsync(items, ct)))
        {
            if (waitEvent is WaitEvent<TItem>.Final ended)
                _ended.Add(ended.Item);
            switch (waitEvent)
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
                    cmdlet.WriteError(ErrorRecords.WaitTimedOut(
                        resource, late.Item, schedule.Timeout, late.LastStatus, late.LastFailure));
                    break;
                case WaitEvent<TItem>.Errored errored:
                    cmdlet.WriteError(ErrorRecords.ServiceError(
                        errored.Failure, errored.Item.Target, errored.Item.Identifier, errored.Item.Region, resource.Noun));
                    break;
                default:
                    reporter.Report(waitEvent);
                    break;
            }
        }
    }
}
