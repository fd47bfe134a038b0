namespace BedrockModels.Tests.Hosting;

/// <summary>
/// The system's clock, which never tells the same millisecond twice: what was made later is newer, however quick the machine is.
/// </summary>
internal sealed class TickingClock : TimeProvider
{
    private long _last;

    public override DateTimeOffset GetUtcNow()
    {
        while (true)
        {
            var last = Interlocked.Read(ref _last);
            var next = Math.Max(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return DateTimeOffset.FromUnixTimeMilliseconds(next);
        }
    }
}
