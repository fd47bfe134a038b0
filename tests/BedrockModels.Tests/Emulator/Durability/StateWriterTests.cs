using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Durability;

/// <summary>A stop in the middle of a write, which no request can time.</summary>
public sealed class StateWriterTests : IDisposable
{
    private readonly StateFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task Stop_waits_for_the_write_in_progress_and_refuses_the_next()
    {
        using var system = new HeldClock();
        var store = new Store();
        var writer = new StateWriter(StateFile.Open(_state.Path), store, new EmulatorClock(system, isManual: false), _ => { });
        var (_, version) = store.Execute("us-east-1", _ => true, _ => true);
        system.Hold();
        var writing = Task.Run(() => writer.WriteAsync(version));
        system.WaitUntilAsked();

        var stop = new Thread(writer.Dispose);
        stop.Start();

        // A thread that starts also waits for a moment; one that waits for the write still does when it is looked at again.
        var waits = 0;
        SpinWait.SpinUntil(() => !stop.IsAlive || (stop.ThreadState == ThreadState.WaitSleepJoin && ++waits == 20));
        system.Release();
        stop.Join();

        Assert.Equal(20, waits);
        Assert.True(await writing);
        Assert.True(File.Exists(_state.Path));
        await Assert.ThrowsAsync<ServiceException>(() => writer.WriteAsync(version + 1));
    }

    [Fact]
    public async Task Stop_that_cannot_write_still_releases_the_file()
    {
        var (store, clock) = (new Store(), new BrokenClock());
        var writer = new StateWriter(StateFile.Open(_state.Path), store, new EmulatorClock(clock, isManual: false), _ => { });
        await writer.WriteAsync(store.Execute("us-east-1", _ => true, _ => true).Version);
        clock.IsBroken = true;

        Assert.Throws<InvalidOperationException>(writer.Dispose);

        StateFile.Open(_state.Path).Dispose();
        await Assert.ThrowsAsync<ServiceException>(() => writer.WriteAsync(long.MaxValue));
    }

    [Fact]
    public async Task Emulator_whose_stop_cannot_write_has_stopped()
    {
        var clock = new BrokenClock();
        using var emulator = new TestEmulator(_ => new EmulatorOptions { TimeProvider = clock, StatePath = _state.Path });
        await emulator.CreateModel("model");
        clock.IsBroken = true;

        Assert.Throws<InvalidOperationException>(emulator.Server.Dispose);

        Assert.True(emulator.Server.Stopped.WaitOne(0));
        clock.IsBroken = false;
    }

    [Fact]
    public void Start_that_fails_without_a_reason_of_the_emulator_releases_the_file()
    {
        var clock = new BrokenClock { BreaksWith = _state.Path + ".lock" };

        Assert.Throws<InvalidOperationException>(() =>
            EmulatorServer.Start(new EmulatorOptions { TimeProvider = clock, StatePath = _state.Path }));

        StateFile.Open(_state.Path).Dispose();
    }

    /// <summary>A clock that breaks when a test says so, or when a file exists.</summary>
    private sealed class BrokenClock : TimeProvider
    {
        public bool IsBroken { get; set; }

        public string? BreaksWith { get; init; }

        public override DateTimeOffset GetUtcNow() =>
            IsBroken || File.Exists(BreaksWith) ? throw new InvalidOperationException("No time.") : DateTimeOffset.UnixEpoch;
    }

    /// <summary>A clock that does not answer while it is held, as a write asks it for the time.</summary>
    private sealed class HeldClock : TimeProvider, IDisposable
    {
        private readonly ManualResetEventSlim _asked = new();
        private readonly ManualResetEventSlim _free = new(initialState: true);

        public override DateTimeOffset GetUtcNow()
        {
            _asked.Set();
            _free.Wait();
            return DateTimeOffset.UnixEpoch;
        }

        public void Hold()
        {
            _asked.Reset();
            _free.Reset();
        }

        public void WaitUntilAsked() => _asked.Wait();

        public void Release() => _free.Set();

        public void Dispose()
        {
            _asked.Dispose();
            _free.Dispose();
        }
    }
}
