using BedrockModels.Protocol;
using BedrockModels.Waiting;
using static BedrockModels.Tests.Waiting.WaitSimulation;

namespace BedrockModels.Tests.Waiting;

public class WaiterPaceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Pauses_start_at_one_second_grow_by_half_and_stay_at_thirty(int seed)
    {
        var source = new FakeSource().With("a", "0 Creating");
        Run(source, Items("a"), seed: seed);

        var pauses = Pauses(source);

        Assert.Equal(TimeSpan.Zero, source.Calls[0].At);
        var expected = 1.0;

        foreach (var pause in pauses.SkipLast(1))
        {
            Assert.InRange(pause, (expected * 0.9) - 0.011, (expected * 1.1) + 0.011);
            expected = Math.Min(expected * 1.5, 30);
        }

        // An hour without jitter is 127 looks: 9 while the pauses grow (76 s of them), then one each 30 s, and one at the end.
        Assert.InRange(source.Calls.Count, 122, 132);
        Assert.InRange(source.Calls[^1].At.TotalSeconds, 3599.98, 3600.02);
        Assert.True(pauses.Skip(9).Distinct().Count() > 20, "There is no jitter.");
    }

    [Fact]
    public void Short_poll_interval_is_kept_from_the_start()
    {
        var source = new FakeSource().With("a", "0 Creating");

        Run(source, Items("a"), timeout: 10, poll: 0.5);

        Expect.Each(Pauses(source).SkipLast(1), pause => Assert.InRange(pause, 0.44, 0.56));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Poll_interval_of_zero_or_less_does_not_spin(double poll)
    {
        var source = new FakeSource().With("a", "0 Creating");

        Run(source, Items("a"), timeout: 10, poll: poll);

        Assert.InRange(source.Calls.Count, 90, 101);
    }

    [Fact]
    public void Longest_timeout_and_interval_do_not_overflow()
    {
        var source = new FakeSource().With("a", "0 Creating, 3000 Active");

        Assert.Single(Run(source, Items("a"), TimeSpan.MaxValue.TotalSeconds / 1.1, TimeSpan.MaxValue.TotalSeconds / 1.1)
            .OfType<WaitEvent<string>.Ready>());
    }

    [Fact]
    public void Throttling_doubles_the_pause_up_to_a_minute_and_is_reported_once()
    {
        var source = new FakeSource().With("a", "0 Creating, 2000 Active");
        source.Before = (call, _) => call.At.TotalSeconds is < 300 or (> 900 and < 1200)
            ? throw FakeSource.Throttled() : Task.CompletedTask;

        var said = Run(source, Items("a"));

        Assert.Equal([ErrorCode.Throttling, ErrorCode.Throttling],
            said.OfType<WaitEvent<string>.Slowed>().Select(slowed => slowed.Failure.ErrorCode));
        Assert.Equal("us-east-1", said.OfType<WaitEvent<string>.Slowed>().First().Region);
        var expected = new[] { 2.0, 4, 8, 16, 32, 60, 60 };
        Assert.True(Pauses(source).Count > expected.Length);
        Expect.Each(Pauses(source).Zip(expected), pause => Assert.InRange(pause.First / pause.Second, 0.89, 1.11));
        Assert.InRange(Pauses(source).Max(), 54, 66.02);
        // Once it answers again the poll interval holds.
        var calm = source.Calls.Zip(source.Calls.Skip(1)).Where(pair => pair.First.At.TotalSeconds is > 400 and < 900)
            .Select(pair => (pair.Second.At - pair.First.At).TotalSeconds).ToList();
        Expect.Each(calm, pause => Assert.InRange(pause, 26.9, 33.1));
        Assert.Single(said.OfType<WaitEvent<string>.Ready>());
    }

    [Fact]
    public void Poll_interval_above_a_minute_is_the_limit_of_the_pause()
    {
        var source = new FakeSource().With("a", "0 Creating");
        source.Before = (_, _) => throw FakeSource.Throttled();

        Run(source, Items("a"), timeout: 3600, poll: 300);

        Assert.InRange(Pauses(source).Max(), 270, 330.02);
    }

    [Fact]
    public void Throttled_list_and_get_slow_the_wait_and_lose_nothing()
    {
        var source = new FakeSource().With("a", "0 Creating, 10 Active").With("b", "0 Creating, 10 Active")
            .With("c", "0 Creating, 10 Active");
        var throttled = 0;
        source.Before = (call, _) => (call.Kind == "List" && call.At.TotalSeconds < 1) || (call.Identifier == "b" && throttled++ < 2)
            ? throw FakeSource.Throttled() : Task.CompletedTask;

        var said = Run(source, Items("a", "b", "c"));

        Assert.Equal(3, said.OfType<WaitEvent<string>.Ready>().Count());
        Assert.Equal(2, said.OfType<WaitEvent<string>.Slowed>().Count());
        Assert.Single(source.Gets, get => get.Identifier == "a");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public void Server_errors_slow_the_wait_from_the_first_poll(int status)
    {
        var source = new FakeSource().With("a", "0 Active");
        source.Before = (call, _) => call.At.TotalSeconds < 10
            ? throw FakeSource.Error(ErrorCode.InternalServer, status, retryable: true) : Task.CompletedTask;

        var said = Run(source, Items("a"));

        Assert.Single(said.OfType<WaitEvent<string>.Ready>());
        Assert.Single(said.OfType<WaitEvent<string>.Slowed>());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a", "b", "c")]
    public void Endpoint_that_never_responded_is_an_error_of_each_item(params string[] names)
    {
        var source = new FakeSource { Before = (_, _) => throw FakeSource.Error(ErrorCode.ConnectionFailed, 0, retryable: true) };

        var said = Run(source, Items(names));

        Assert.Equal(names, said.OfType<WaitEvent<string>.Errored>().Select(one => one.Item.Identifier));
        Assert.Single(source.Calls);
    }

    [Fact]
    public void Endpoint_that_responded_before_may_fail_for_a_while()
    {
        var source = new FakeSource().With("a", "0 Creating, 60 Active");
        source.Before = (call, _) => call.At.TotalSeconds is > 0 and < 100
            ? throw FakeSource.Error(ErrorCode.ConnectionFailed, 0, retryable: true) : Task.CompletedTask;

        Assert.Single(Run(source, Items("a")).OfType<WaitEvent<string>.Ready>());
    }

    [Fact]
    public void Timeout_has_the_failure_of_the_last_poll()
    {
        var source = new FakeSource { Before = (_, _) => throw FakeSource.Throttled() };

        var late = Assert.Single(Run(source, Items("a"), timeout: 0).OfType<WaitEvent<string>.TimedOut>());

        Assert.Equal((null, ErrorCode.Throttling), (late.LastStatus, late.LastFailure?.ErrorCode));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a", "b", "c")]
    public void Call_that_hangs_is_abandoned_at_the_timeout(params string[] names)
    {
        var source = new FakeSource();
        foreach (var name in names)
            source.With(name, "0 Creating");
        source.Before = (call, ct) => call.At.TotalSeconds > 5 ? FakeSource.HangAsync(ct) : Task.CompletedTask;

        var said = Run(source, Items(names), timeout: 60);

        Assert.Equal(names, said.OfType<WaitEvent<string>.TimedOut>().Select(one => one.Item.Identifier));
        Expect.Each(said.OfType<WaitEvent<string>.TimedOut>(), late => Assert.Equal("Creating", late.LastStatus));
        Expect.Each(said.Where(IsFinal), late => Assert.InRange(late.Waited.TotalSeconds, 59.9, 61));
    }

    [Fact]
    public void Last_poll_has_ten_seconds_for_its_response()
    {
        var source = new FakeSource().With("a", "0 Active");
        source.Before = (_, ct) => Task.Delay(TimeSpan.FromSeconds(9), source.Clock, ct);

        Assert.Single(Run(source, Items("a"), timeout: 0).OfType<WaitEvent<string>.Ready>());

        source.Before = (_, ct) => Task.Delay(TimeSpan.FromSeconds(11), source.Clock, ct);

        Assert.Single(Run(source, Items("a"), timeout: 0).OfType<WaitEvent<string>.TimedOut>());
    }

    private static List<double> Pauses(FakeSource source) =>
        [.. source.Calls.Zip(source.Calls.Skip(1)).Select(pair => (pair.Second.At - pair.First.At).TotalSeconds)];
}
