namespace BedrockModels.Emulator;

/// <summary>The time of the emulator: it follows the clock of the system or stands still, and can be moved forward.</summary>
/// <remarks>It never goes back, so what has become ready stays ready. If the system goes back, both clocks run in parallel.</remarks>
internal sealed class EmulatorClock(TimeProvider system, bool isManual)
{
    /// <summary>The end of the clock, with room for commitments after it.</summary>
    public static readonly DateTimeOffset End = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly object _gate = new();
    private DateTimeOffset _last = system.GetUtcNow();
    private DateTimeOffset _now = system.GetUtcNow();
    private TimeSpan _ahead;

    /// <summary>The time in whole milliseconds, as in responses, so that a client can compare with a time that it has read.</summary>
    public DateTimeOffset Now => Advance(TimeSpan.Zero);

    /// <summary>A time and a duration after it. A duration beyond the last time that exists ends with that: never.</summary>
    public static DateTimeOffset Later(DateTimeOffset time, TimeSpan by) =>
        by > DateTimeOffset.MaxValue - time ? DateTimeOffset.MaxValue : time + by;

    /// <exception cref="EmulatorException">The clock cannot move forward by so much.</exception>
    public void Check(TimeSpan by)
    {
        if (by > TimeSpan.Zero && by > End - Now)
            throw new EmulatorException($"The clock cannot move forward by {by}, because it ends in the year {End.Year}.");
    }

    /// <summary>Moves the clock forward, and returns the new time.</summary>
    /// <exception cref="EmulatorException">The clock cannot move forward by so much, and has not moved.</exception>
    public DateTimeOffset Advance(TimeSpan by)
    {
        lock (_gate)
        {
            Check(by);
            var (time, before) = (system.GetUtcNow(), _last);
            var now = isManual ? _now
                : time + _ahead >= _now ? time + _ahead
                : time > before ? _now + (time - before)
                : _now;
            (_last, _now, _ahead) = (time, now + by, _ahead + by);
            return _now.AddTicks(-(_now.Ticks % TimeSpan.TicksPerMillisecond));
        }
    }

    /// <summary>Continues from the time of an earlier run, if that is later than now.</summary>
    public void ContinueFrom(DateTimeOffset time)
    {
        lock (_gate)
            _now = time > _now ? time : _now;
    }
}
