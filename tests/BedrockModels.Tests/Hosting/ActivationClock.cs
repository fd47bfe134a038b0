using BedrockModels.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Hosting;

/// <summary>
/// An emulator's clock that moves only when the test says so: with Advance, or one hour when a chosen request arrives.
/// The request decides, so the number of requests before it does not depend on how fast the machine is.
/// </summary>
internal sealed class ActivationClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Makes all resources ready, or failed, just before the given request of an operation is served, counted from now.</summary>
    public static void ActivateAt(EmulatorServer emulator, string operation, int request)
    {
        if (request > 1)
            emulator.AddFault(new FaultRule { Operation = operation, Times = request - 1 });
        emulator.AddFault(new FaultRule { Operation = operation, Delay = Hour });
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == Hour)
            Advance(Hour);
        return timer;
    }
}
