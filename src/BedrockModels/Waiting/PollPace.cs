namespace BedrockModels.Waiting;

/// <summary>
/// The pauses between polls: short at first, growing to the poll interval, longer while the service throttles. Jitter keeps several waits
/// from polling at the same time.
/// </summary>
internal sealed class PollPace
{
    private const double Growth = 1.5;
    private const double SlowDown = 2;
    private const double Jitter = 0.1;

    // A shorter pause would spin; a longer one would overflow a timer.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowestAtLeast = TimeSpan.FromSeconds(60);
    private readonly TimeSpan _most;
    private readonly Random _random;
    private TimeSpan _interval;

    public PollPace(TimeSpan pollInterval, Random random)
    {
        _most = Least(Most(pollInterval, Shortest), Longest);
        _random = random;
    }

    /// <summary>The pause before the next poll, at most the time left.</summary>
    public TimeSpan Next(bool slowed, TimeSpan timeLeft)
    {
        var before = _interval > TimeSpan.Zero ? _interval : Least(First, _most) / (slowed ? 1 : Growth);
        _interval = slowed ? Least(before * SlowDown, Most(_most, SlowestAtLeast)) : Least(before * Growth, _most);
        var pause = _interval * (1 + (Jitter * ((_random.NextDouble() * 2) - 1)));
        // Timers truncate to milliseconds, so round up to keep a pause from ending early.
        return TimeSpan.FromMilliseconds(Math.Ceiling(Least(Most(pause, Shortest), timeLeft).TotalMilliseconds));
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Most(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
