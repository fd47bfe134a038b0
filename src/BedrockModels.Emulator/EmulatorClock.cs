namespace BedrockModels.Emulator;

/// <summary>The time of the emulator: it follows the clock of the system or stands still, and can be moved forward.</summary>
/// <remarks>It never goes back, so what has become ready stays ready. If the system goes back, both clocks run in parallel.</remarks>
internal sealed class EmulatorClock(TimeProvider system, bool isManual)
{
    private readonly object _gate = new();
    private DateTimeOffset _last = system.GetUtcNow();
    private DateTimeOffset _now = system.GetUtcNow();
    private TimeSpan _ahead;

    /// <summary>The time in whole milliseconds, as in responses, so that a client can compare with a time that it has read.</summary>
    public DateTimeOffset Now => Advance(TimeSpan.Zero);

    /// <summary>Moves the clock forward, and returns the new time.</summary>
    public DateTimeOffset Advance(TimeSpan by)
    {
        lock (_gate)
        {
            var (time, before) = (system.GetUtcNow(), _last);
            (_last, _ahead) = (time, _ahead + by);
            if (isManual)
                _now += by;
            else if (time + _ahead >= _now)
                _now = time + _ahead;
            else if (time > before)
                _now += time - before;
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
