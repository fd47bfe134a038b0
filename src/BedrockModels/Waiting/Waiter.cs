using System.Runtime.CompilerServices;

namespace BedrockModels.Waiting;

/// <summary>
/// Waits for many resources at once. It polls all Regions in parallel, with one clock. The caller reads the events on its own thread;
/// cancellation, or leaving the loop, ends all requests and timers.
/// </summary>
internal sealed class Waiter<T>(IWaitSource<T> source, WaitSchedule schedule, TimeProvider time, Random? random = null)
{
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromMinutes(1);

    /// <summary>Waits until each item has its final event.</summary>
    public async IAsyncEnumerable<WaitEvent<T>> WatchAsync(IReadOnlyList<WaitItem> items, [EnumeratorCancellation] CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var journal = new WaitJournal<T>(items.Count, schedule.Timeout, time);
        try
        {
            _ = BeatAsync(journal, time, leaving.Token);
            _ = WatchRegionsAsync(items, journal, leaving.Token);
            await foreach (var waitEvent in journal.Events.ReadAllAsync(ct).ConfigureAwait(false))
            {
                // Do not return queued events after cancellation.
                ct.ThrowIfCancellationRequested();
                yield return waitEvent;
            }
        }
        finally
        {
            await leaving.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task WatchRegionsAsync(IReadOnlyList<WaitItem> items, WaitJournal<T> journal, CancellationToken ct)
    {
        var watches = items.GroupBy(item => item.Region).Select(region => WatchRegionAsync(region.Key, region, journal, ct)).ToList();
        while (watches.Count > 0)
        {
            var ended = await Task.WhenAny(watches).ConfigureAwait(false);
            watches.Remove(ended);

            // The reader gets a defect at once and leaves the loop, which ends the other Regions.
            if (ended.Exception is { } defect)
                journal.End(defect.InnerException);
        }

        journal.End();
    }

    private async Task WatchRegionAsync(string region, IEnumerable<WaitItem> items, WaitJournal<T> journal, CancellationToken ct)
    {
        var pace = new PollPace(schedule.PollInterval, random is null ? Random.Shared : new Random(random.Next()));
        await new RegionWatch<T>(region, items, source, journal, pace, time).RunAsync(ct).ConfigureAwait(false);
    }

    private static async Task BeatAsync(WaitJournal<T> journal, TimeProvider time, CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(HeartbeatEvery, time, ct).ConfigureAwait(false);
            journal.PublishCounts(counts => new WaitEvent<T>.Heartbeat(counts));
        }
    }
}
