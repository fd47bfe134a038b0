using BedrockModels.Emulator;
using BedrockModels.Tests.Emulator.Durability;

namespace BedrockModels.Tests.Emulator.Operations;

/// <summary>The emulator's own clock: it never goes back, and it can stand still and be moved.</summary>
public sealed class ClockTests
{
    private const string Deployment = "/model-customization/custom-model-deployments/deployment";
    private const string Throughput = "/provisioned-model-throughput/throughput";

    [Fact]
    public async Task Status_stays_settled_when_the_clock_of_the_system_goes_back()
    {
        var clock = new SettableClock();
        using var emulator = new TestEmulator(_ => new EmulatorOptions { TimeProvider = clock });
        var model = (await emulator.CreateModel("model")).Text("modelArn");
        clock.Move(2);
        await emulator.CreateDeployment("deployment", model);
        await emulator.CreateThroughput("throughput", model);
        clock.Move(2);
        Assert.Equal("Active", (await emulator.Get(Deployment)).Text("status"));

        clock.Move(-3600);

        Assert.Equal("Active", await emulator.Status("model"));
        Assert.Equal("Active", (await emulator.Get(Deployment)).Text("status"));
        Assert.Equal("InService", (await emulator.Get(Throughput)).Text("status"));
        Assert.Equal(202, (await emulator.CreateDeployment("other", model)).Status);
    }

    [Fact]
    public async Task Work_that_starts_after_the_clock_of_the_system_went_back_still_ends()
    {
        var clock = new SettableClock();
        using var emulator = new TestEmulator(_ => new EmulatorOptions { TimeProvider = clock });
        await emulator.CreateModel("first");
        clock.Move(-3600);

        await emulator.CreateModel("second");
        clock.Move(1);
        var early = await emulator.Status("second");
        clock.Move(1);

        Assert.Equal(("Creating", "Active"), (early, await emulator.Status("second")));
    }

    [Fact]
    public async Task Clock_follows_the_system_again_when_that_has_caught_up()
    {
        var clock = new SettableClock();
        using var emulator = new TestEmulator(_ => new EmulatorOptions { TimeProvider = clock });
        await emulator.CreateModel("first");
        clock.Move(-3600);
        await emulator.Get("/custom-models");
        clock.Move(3600 + 10);

        await emulator.CreateModel("second");

        Assert.Equal("2026-08-01T00:00:10.000Z", (await emulator.Get("/custom-models/second")).Text("creationTime"));
    }

    [Fact]
    public async Task Status_stays_settled_over_a_restart_with_an_earlier_clock()
    {
        using var state = new StateFolder();
        var clock = new SettableClock();
        using (var first = new TestEmulator(_ => new EmulatorOptions { TimeProvider = clock, StatePath = state.Path }))
        {
            await first.CreateModel("model");
            clock.Move(2);
            Assert.Equal("Active", await first.Status("model"));
        }

        clock.Move(-3600);
        using var second = new TestEmulator(_ => new EmulatorOptions { TimeProvider = clock, StatePath = state.Path });

        Assert.Equal("Active", await second.Status("model"));
    }

    [Fact]
    public async Task Manual_clock_stands_still_until_it_is_moved()
    {
        var clock = new SettableClock();
        using var emulator = new TestEmulator(_ => new EmulatorOptions
        {
            TimeProvider = clock,
            ManualClock = true,
            ActivationTime = TimeSpan.FromMinutes(40),
        });
        await emulator.CreateModel("model");

        clock.Move(3600);
        var before = await emulator.Status("model");
        emulator.Server.Clock.Advance(TimeSpan.FromMinutes(40) - TimeSpan.FromMilliseconds(1));
        var almost = await emulator.Status("model");
        emulator.Server.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(("Creating", "Creating", "Active"), (before, almost, await emulator.Status("model")));
    }

    [Fact]
    public async Task Clock_that_follows_the_system_can_be_moved_too()
    {
        var clock = new SettableClock();
        using var emulator = new TestEmulator(_ => new EmulatorOptions { TimeProvider = clock });
        await emulator.CreateModel("model");

        emulator.Server.Clock.Advance(TimeSpan.FromSeconds(1));
        clock.Move(1);

        Assert.Equal("Active", await emulator.Status("model"));
    }

    [Fact]
    public async Task Commitment_of_six_months_ends_when_the_clock_is_moved()
    {
        using var emulator = new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, ManualClock = true });
        await emulator.CreateThroughput("throughput", "amazon.nova-lite-v1:0", ""","commitmentDuration":"SixMonths" """);

        emulator.Server.Clock.Advance(TimeSpan.FromDays(183));
        var early = await emulator.Delete(Throughput);
        emulator.Server.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(((400, "ConflictException"), 200), (early.Error, (await emulator.Delete(Throughput)).Status));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Move_beyond_the_last_year_is_refused_and_the_clock_goes_on(bool manual)
    {
        using var emulator = new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, ManualClock = manual });
        var start = emulator.Server.Clock.Now;

        var problem = Assert.Throws<EmulatorException>(() => emulator.Server.Clock.Advance(TimeSpan.MaxValue));

        Assert.StartsWith("The clock cannot move forward by 10675199.02:48:05.4775807, because it ends in the year 9000",
            problem.Message, StringComparison.Ordinal);
        Assert.Equal(start, emulator.Server.Clock.Now);

        emulator.Server.Clock.Advance(EmulatorClock.End - start - TimeSpan.FromDays(1));

        Assert.Equal(201, (await emulator.CreateThroughput("t", "amazon.nova-lite-v1:0", ""","commitmentDuration":"SixMonths" """)).Status);
        Assert.Throws<EmulatorException>(() => emulator.Server.Clock.Advance(TimeSpan.FromDays(2)));
    }

    [Fact]
    public void Clock_that_continues_from_a_later_time_can_be_moved_too()
    {
        var clock = new EmulatorClock(new SettableClock(), isManual: false);
        clock.ContinueFrom(clock.Now.AddDays(30));
        var start = clock.Now;

        clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(TimeSpan.FromDays(1), clock.Now - start);
    }

    private sealed class SettableClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);

        public void Move(double seconds) => _now = _now.AddSeconds(seconds);

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
