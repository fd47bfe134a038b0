using BedrockModels.Waiting;

namespace BedrockModels.Tests.Waiting;

/// <summary>
/// Runs a wait on a clock that is turned as fast as it goes. All of the waiter's work is done inside the turning, so times are exact.
/// </summary>
internal static class WaitSimulation
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    public static IReadOnlyList<WaitItem> Items(params string[] identifiers) => [.. identifiers.Select(identifier => Item(identifier))];

    public static WaitItem Item(string identifier, string region = "us-east-1") => new(identifier, region, "target of " + identifier);

    public static IReadOnlyList<WaitEvent<string>> Run(FakeSource source, IReadOnlyList<WaitItem> items, double timeout = 3600,
        double poll = 30, int seed = 1)
    {
        var context = SynchronizationContext.Current;
        try
        {
            // Without a context, what a timer wakes runs in the thread that turns the clock.
            SynchronizationContext.SetSynchronizationContext(null);
            return Turn(source, Waiter(source, timeout, poll, seed), items);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    public static Waiter<string> Waiter(FakeSource source, double timeout = 3600, double poll = 30, int seed = 1) =>
        new(source, new WaitSchedule(TimeSpan.FromSeconds(timeout), TimeSpan.FromSeconds(poll)), source.Clock, new Random(seed));

    public static bool IsFinal(WaitEvent<string> said) =>
        said is WaitEvent<string>.Ready or WaitEvent<string>.Failed or WaitEvent<string>.Vanished or WaitEvent<string>.Errored
            or WaitEvent<string>.TimedOut;

    public static WaitItem? ItemOf(WaitEvent<string> said) => said switch
    {
        WaitEvent<string>.Ready it => it.Item,
        WaitEvent<string>.Failed it => it.Item,
        WaitEvent<string>.Vanished it => it.Item,
        WaitEvent<string>.Errored it => it.Item,
        WaitEvent<string>.TimedOut it => it.Item,
        _ => null,
    };

    private static List<WaitEvent<string>> Turn(FakeSource source, Waiter<string> waiter, IReadOnlyList<WaitItem> items)
    {
        var said = new List<WaitEvent<string>>();
        var reading = ReadAsync();
        while (!reading.IsCompleted)
            source.Clock.Advance(Step);
        reading.GetAwaiter().GetResult();
        return said;

        async Task ReadAsync()
        {
            await foreach (var one in waiter.WatchAsync(items, CancellationToken.None).ConfigureAwait(false))
                said.Add(one);
        }
    }
}
