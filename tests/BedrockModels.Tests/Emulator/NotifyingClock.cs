using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Emulator;

/// <summary>A clock that reports when a caller begins to wait on it.</summary>
internal sealed class NotifyingClock() : FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero))
{
    private readonly TaskCompletionSource _waitedOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task WaitedOn => _waitedOn.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waitedOn.TrySetResult();
        return timer;
    }
}
