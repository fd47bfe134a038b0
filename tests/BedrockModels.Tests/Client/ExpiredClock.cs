namespace BedrockModels.Tests.Client;

/// <summary>A clock on which every timeout ends at once. It adds up the timeouts, so a hang is measured without waiting.</summary>
internal sealed class ExpiredClock : TimeProvider
{
    private long _waited;

    /// <summary>The sum of all timeouts.</summary>
    public TimeSpan Waited => TimeSpan.FromTicks(Interlocked.Read(ref _waited));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero)
            return base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Add(ref _waited, dueTime.Ticks);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
