using System.Globalization;
using System.Text.Json;
using BedrockModels.Client;
using BedrockModels.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Client;

/// <summary>Which requests are retried, how often and when, and that a retried create creates one model.</summary>
public sealed class RetryTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<string> Faults { get; } = ["429", "500", "502", "503", "cut", "dropped", "reset", "stalled"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Create_that_is_retried_after_any_fault_creates_one_model(string fault)
    {
        // The service creates a model and loses the response twice. Only the token identifies the retries.
        var models = new Dictionary<string, string>();
        var clock = new FakeTimeProvider();
        await using var server = new StandIn((seen, n) =>
        {
            var token = JsonDocument.Parse(seen.Body).RootElement.GetProperty("clientRequestToken").GetString()!;
            if (!models.ContainsKey(token))
                models[token] = $"{Reply.Arn[..^1]}{models.Count}";
            var created = Reply.Json($$"""{"modelArn":"{{models[token]}}"}""", 202);
            return n <= 2 ? Faulty(fault, created, clock) : created;
        });

        var client = await ClientOf(server, clock);

        Assert.Equal(Reply.Arn[..^1] + "0", await client.CreateCustomModelAsync(new CreateCustomModelRequest { ModelName = "m" }, None));
        Assert.Equal((3, 1), (server.Requests.Count, models.Count));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_that_stays_is_reported_after_three_attempts(string fault)
    {
        var clock = new FakeTimeProvider();
        await using var server = new StandIn((_, _) => Faulty(fault, Reply.Created, clock));
        var client = await ClientOf(server, clock);

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => client.CreateCustomModelAsync(new CreateCustomModelRequest { ModelName = "m" }, None));

        Assert.Equal((true, 3, "CreateCustomModel"), (failure.IsRetryable, server.Requests.Count, failure.Operation));
        Assert.Single(server.Requests.Select(r => r.Body).Distinct());
        Assert.DoesNotContain('\n', failure.Message);
        if (!char.IsAsciiDigit(fault[0]))
            Assert.StartsWith(
                $"CreateCustomModel received no response from {server.Url} in 3 attempts: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_whose_connections_are_reset_before_it_is_read_is_sent_once()
    {
        await using var server = new StandIn((_, _) => Reply.Created) { ResetConnections = 2 };
        var client = await ClientOf(server, TimeProvider.System);

        await client.CreateCustomModelAsync(new CreateCustomModelRequest { ModelName = "m" }, None);

        Assert.Equal((1, 3), (server.Requests.Count, server.Connections));
    }

    [Fact]
    public async Task Connection_that_the_server_closed_while_idle_causes_no_failure()
    {
        await using var server = new StandIn(Reply.Created.KeepAlive() with { KeepsConnection = false });
        var client = await ClientOf(server, TimeProvider.System);

        for (var i = 0; i < 3; i++)
            await client.CreateCustomModelAsync(new CreateCustomModelRequest { ModelName = "m" }, None);

        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("3600", 20)]
    [InlineData("Thu, 01 Jan 2026 00:00:09 GMT", 9)]
    public async Task Retry_After_delays_the_next_attempt(string header, int seconds)
    {
        await using var server = new StandIn(Reply.Text("{}", 429, "application/json", $"Retry-After: {header}\r\n"), Reply.Model);
        var clock = new WaitedClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var settings = ClientTesting.To(server);
        var (client, _) = await ClientTesting.ConnectAsync(settings with { Environment = settings.Environment with { Clock = clock } });
        var call = client.GetCustomModelAsync("m", None);

        Assert.Equal(TimeSpan.FromSeconds(seconds), await clock.Wait.WaitAsync(ClientTesting.Patience));
        Assert.Single(server.Requests);
        clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal("m", (await call).ModelName);
    }

    [Fact]
    public async Task Canceled_call_ends_during_a_Retry_After_wait()
    {
        await using var server = new StandIn(Reply.Text("{}", 503, "application/json", "Retry-After: 20\r\n"));
        var clock = new WaitedClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var settings = ClientTesting.To(server);
        var (client, _) = await ClientTesting.ConnectAsync(settings with { Environment = settings.Environment with { Clock = clock } });
        using var cancel = new CancellationTokenSource();
        var call = client.GetCustomModelAsync("m", cancel.Token);
        await clock.Wait.WaitAsync(ClientTesting.Patience);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [InlineData("AWS_MAX_ATTEMPTS", "5", 5)]
    [InlineData("AWS_MAX_ATTEMPTS", "1", 1)]
    [InlineData("AWS_MAX_ATTEMPTS", "none", 3)]
    [InlineData("max_attempts", "2", 2)]
    public async Task Number_of_attempts_can_be_set(string setting, string value, int attempts)
    {
        await using var server = new StandIn(Reply.Error(500, "InternalServerException", "x"));
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        if (setting.StartsWith("AWS", StringComparison.Ordinal))
            home.Set(setting, value);
        else
            home.Config($"[default]\n{setting} = {value}");
        var (client, _) = await ClientTesting.ConnectAsync(ClientTesting.To(server) with { Environment = home.Environment });

        await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));

        Assert.Equal(attempts, server.Requests.Count);
    }

    [Theory]
    [InlineData("429", "AWS_RETRY_MODE", "adaptive")]
    [InlineData("429", "AWS_RETRY_MODE", "Adaptive")]
    [InlineData("429", "retry_mode", "adaptive")]
    [InlineData("500", "AWS_RETRY_MODE", "adaptive")]
    [InlineData("dropped", "AWS_RETRY_MODE", "adaptive")]
    public async Task Adaptive_mode_retries_and_later_calls_succeed(string fault, string setting, string value)
    {
        var clock = new FakeTimeProvider();
        await using var server = new StandIn((_, n) => n is 1 or 3 ? Faulty(fault, Reply.Model, clock) : Reply.Model);
        var (client, home) = await WithRetryModeAsync(server, setting, value, new SkippedClock());
        using var _ = home;

        for (var i = 0; i < 3; i++)
            Assert.Equal("m", (await client.GetCustomModelAsync("m", None)).ModelName);

        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task Adaptive_mode_reports_throttling_that_stays_after_three_attempts_and_a_wait_at_the_lowest_rate()
    {
        var clock = new SkippedClock();
        await using var server = new StandIn(Reply.Error(429, "ThrottlingException", "slow down"));
        var (client, home) = await WithRetryModeAsync(server, "AWS_RETRY_MODE", "adaptive", clock);
        using var _ = home;

        var failure = await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));

        Assert.Equal(("ThrottlingException", "slow down", 3), (failure.ErrorCode, failure.Message, server.Requests.Count));

        // One token in two seconds, for each of two retries.
        Assert.InRange(clock.Skipped, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Canceled_call_ends_during_a_wait_of_the_adaptive_mode()
    {
        var clock = new WaitedClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var server = new StandIn(Reply.Error(429, "ThrottlingException", "slow down"));
        var (client, home) = await WithRetryModeAsync(server, "AWS_RETRY_MODE", "adaptive", clock);
        using var _ = home;
        using var cancel = new CancellationTokenSource();
        var call = client.GetCustomModelAsync("m", cancel.Token);

        Assert.Equal(AdaptivePolicy.Pause, await clock.Wait.WaitAsync(ClientTesting.Patience));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("legacy")]
    public async Task Other_retry_modes_are_standard(string mode)
    {
        await using var server = new StandIn(Reply.Error(500, "InternalServerException", "x"));
        var messages = new List<string>();
        var (client, home) = await WithRetryModeAsync(server, "AWS_RETRY_MODE", mode, TimeProvider.System, messages.Add);
        using var _ = home;

        await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));

        Assert.Equal(3, server.Requests.Count);
        const string Legacy = "The retry mode legacy (from AWS_RETRY_MODE) is the same as standard in this module.";
        Assert.Equal(mode == "legacy", messages.Contains(Legacy));
    }

    [Theory]
    [InlineData("AWS_RETRY_MODE", "AWS_RETRY_MODE is 'fast', but must be standard or adaptive.")]
    [InlineData("retry_mode", "retry_mode of the profile 'default' is 'fast', but must be standard or adaptive.")]
    public async Task Unknown_retry_mode_is_an_error(string setting, string message)
    {
        await using var server = new StandIn(Reply.Model);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => WithRetryModeAsync(server, setting, "fast", TimeProvider.System));

        Assert.Equal(("InvalidConnection", message), (failure.ErrorCode, failure.Message));
    }

    [Fact]
    public async Task Wrong_clock_is_corrected_from_the_response_and_the_call_signed_again()
    {
        var there = TimeProvider.System.GetUtcNow().AddHours(3);
        await using var server = new StandIn(
            Reply.Text(
                """{"message":"Signature expired: 20260101T000000Z is now earlier than 20260101T030000Z"}""",
                403,
                "application/json",
                $"x-amzn-ErrorType: InvalidSignatureException\r\nDate: {there:R}\r\n"),
            Reply.Model);
        var client = await ClientTesting.ClientOf(server);
        await client.GetCustomModelAsync("m", None);
        var signed = DateTimeOffset.ParseExact(
            server.Last.Header("x-amz-date"), "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

        Assert.InRange(signed, there.AddMinutes(-2), there.AddMinutes(2));
    }

    private static Reply Faulty(string fault, Reply answer, FakeTimeProvider clock) => fault switch
    {
        "cut" => answer.Cut(),
        "dropped" => Reply.Drop,
        "reset" => Reply.Reset,
        "stalled" => answer.Late(clock),
        _ => Reply.Json("""{"message":"slow down"}""", int.Parse(fault, CultureInfo.InvariantCulture)),
    };

    private static async Task<(BedrockClient Client, TestHome Home)> WithRetryModeAsync(
        StandIn server, string setting, string value, TimeProvider clock, Action<string>? verbose = null)
    {
        var home = new TestHome(new Uri("http://127.0.0.1:1"));
        if (setting.StartsWith("AWS", StringComparison.Ordinal))
            home.Set(setting, value);
        else
            home.Config($"[default]\n{setting} = {value}");
        var settings = ClientTesting.To(server) with { Environment = home.Environment with { Clock = clock } };
        return (await BedrockClient.ConnectAsync(settings, verbose ?? (_ => { }), _ => { }, None), home);
    }

    private static async Task<BedrockClient> ClientOf(StandIn server, TimeProvider clock)
    {
        var settings = ClientTesting.To(server);
        return (await ClientTesting.ConnectAsync(settings with { Environment = settings.Environment with { Clock = clock } })).Client;
    }

    /// <summary>A clock on which every wait ends at once and moves the time on, except for the timeout of an attempt.</summary>
    private sealed class SkippedClock : FakeTimeProvider
    {
        private long _skipped;

        public TimeSpan Skipped => TimeSpan.FromTicks(Interlocked.Read(ref _skipped));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime <= TimeSpan.Zero || dueTime == BufferedResponseHandler.AttemptTimeout)
                return base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Add(ref _skipped, dueTime.Ticks);
            Advance(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }

    /// <summary>A clock that stands still and reports the first wait, except for the timeout of an attempt.</summary>
    private sealed class WaitedClock(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private readonly TaskCompletionSource<TimeSpan> _wait = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<TimeSpan> Wait => _wait.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero && dueTime != BufferedResponseHandler.AttemptTimeout)
                _wait.TrySetResult(dueTime);
            return timer;
        }
    }
}
