namespace BedrockModels.Tests.Steadiness;

/// <summary>
/// The clock of an emulator that delays every request by <see cref="Delay"/>: it signals each arrival, because the delay starts a
/// timer. The emulator's own count rises only when a request ends. The clock starts behind the system's and the test moves it
/// forward: the SDK sends a refused request again when the service's clock differs from its own.
/// </summary>
internal sealed class ArrivalClock(TimeSpan behind) : TimeProvider, IDisposable
{
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(2);

    private readonly AutoResetEvent _arrival = new(initialState: false);
    private long _arrived;
    private long _ahead = -behind.Ticks;

    public long Arrived => Interlocked.Read(ref _arrived);

    public AutoResetEvent Arrival => _arrival;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Delay)
        {
            Interlocked.Increment(ref _arrived);
            _arrival.Set();
        }

        return base.CreateTimer(callback, state, dueTime, period);
    }

    public void Dispose() => _arrival.Dispose();
}
