using System.Runtime.CompilerServices;

namespace BedrockModels.Waiting;

/// <summary>
/// Waits for many resources at once: every Region is polled by itself, side by side, on one clock. The caller drains what it
/// tells on a thread of its own; cancelling, or leaving the loop, ends all looks and timers.
/// </summary>
internal sealed class Waiter<T>(IWaitSource<T> source, WaitSchedule schedule, TimeProvider time, Random? random = null)
{
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromMinutes(1);

    /// <summary>Watches until each item has had its final event, or time is up.</summary>
    public async IAsyncEnumerable<WaitEvent<T>> WatchAsync(IReadOnlyList<WaitItem> items, [EnumeratorCancellation] CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var journal = new WaitJournal<T>(items.Count, schedule.Timeout, time);
        try
        {
            _ = BeatAsync(journal, time, leaving.Token);
            _ = WatchRegionsAsync(items, journal, leaving.Token);
            await foreach (var said in journal.Events.ReadAllAsync(ct).ConfigureAwait(false))
            {
                // What is queued is not worth telling to one who has left.
                ct.ThrowIfCancellationRequested();
                yield return said;
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

            // A defect reaches the reader at once, who leaves, which ends the other Regions.
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
            journal.TellCounts(counts => new WaitEvent<T>.Heartbeat(counts));
        }
    }
}
