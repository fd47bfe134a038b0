using BedrockModels.Client;
using BedrockModels.Waiting;

namespace BedrockModels;

/// <summary>The wait that the Wait- cmdlets and the -Wait switches share: what a waiter tells becomes output, errors and progress.</summary>
public abstract partial class BedrockCmdlet
{
    private readonly HashSet<WaitItem> _ended = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a wait has told how it ended with an item.</summary>
    private protected bool HasEnded(WaitItem item) => _ended.Contains(item);

    private protected void WaitForCustomModels(IReadOnlyList<WaitItem> items, WaitSchedule schedule) =>
        WaitFor(items, new CustomModelWait(ClientOfAsync), schedule, new WaitWords(ErrorId.CustomModelFailed, ErrorId.CustomModelVanished, "custom model", "Active"));

    private protected void WaitForDeployments(IReadOnlyList<WaitItem> items, WaitSchedule schedule, bool forUpdate = false) =>
        WaitFor(items, new DeploymentWait(ClientOfAsync, forUpdate), schedule, new WaitWords(ErrorId.CustomModelDeploymentFailed, ErrorId.CustomModelDeploymentVanished, "custom model deployment", "Active", forUpdate ? "Updating" : "Creating"));

    private protected void WaitForThroughputs(IReadOnlyList<WaitItem> items, WaitSchedule schedule) =>
        WaitFor(items, new ThroughputWait(ClientOfAsync), schedule, new WaitWords(ErrorId.ProvisionedModelThroughputFailed, ErrorId.ProvisionedModelThroughputVanished, "Provisioned Throughput", "InService", "Creating or Updating"));

    private void WaitFor<T>(IReadOnlyList<WaitItem> items, IWaitSource<T> source, WaitSchedule schedule, WaitWords words)
    {
        if (items.Count == 0)
            return;
        using var reporter = new WaitReporter(this, words, items);
        foreach (var told in Stream(ct => new Waiter<T>(source, schedule, TimeProvider.System).WatchAsync(items, ct)))
        {
            if (EndedBy(told) is { } ended)
                _ended.Add(ended);
            switch (told)
            {
                case WaitEvent<T>.Ready ready:
                    WriteObject(ready.Value);
                    break;
                case WaitEvent<T>.Failed failed:
                    WriteError(ErrorRecords.OfFailedResource(words.Failed, $"The {words.Noun} {Labels.Of(failed.Item.Identifier)} in {failed.Item.Region} ended {failed.Status}: {failed.FailureMessage ?? "the service gives no reason"}", failed.Item.Target));
                    break;
                case WaitEvent<T>.Vanished vanished:
                    WriteError(ErrorRecords.OfVanished(words.Vanished, $"The {words.Noun} {Labels.Of(vanished.Item.Identifier)} in {vanished.Item.Region} was deleted while it was waited for.", vanished.Item.Target));
                    break;
                case WaitEvent<T>.TimedOut late:
                    WriteError(ErrorRecords.OfTimeout($"The {words.Noun} {Labels.Of(late.Item.Identifier)} in {late.Item.Region} was not {words.Ready} after {schedule.Timeout.TotalSeconds:0.#} seconds: {Seen(late.LastStatus, late.LastFailure)}.", late.Item.Target));
                    break;
                case WaitEvent<T>.Errored errored:
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
