using System.Text.Json;
using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Faults;

public sealed class RequestLogTests : IDisposable
{
    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task Requests_are_counted_per_operation_and_status()
    {
        await _emulator.CreateModel("model");
        await _emulator.CreateModel("model");
        await _emulator.Get("/custom-models/model");
        await _emulator.Get("/custom-models/model");
        await _emulator.Get("/nowhere");

        var counts = _emulator.Server.RequestCounts;

        Assert.Equal(4, counts.Count);
        Assert.Equal((1, 1, 2, 1),
            (counts[("CreateCustomModel", 202)], counts[("CreateCustomModel", 400)], counts[("GetCustomModel", 200)], counts[("", 404)]));
    }

    [Fact]
    public async Task Last_requests_have_time_operation_status_and_id()
    {
        _emulator.Advance(1);
        var reply = await _emulator.CreateModel("model");

        var request = _emulator.Server.Requests.Single();

        Assert.Equal((_emulator.Clock.GetUtcNow(), "CreateCustomModel", 202, reply.RequestId),
            (request.Time, request.Operation, request.Status, request.RequestId));
        Assert.Equal(TestEmulator.ModelBody("model"), request.Body);
    }

    [Fact]
    public async Task Last_thousand_requests_are_kept_with_the_start_of_a_long_body()
    {
        for (var i = 0; i < 1001; i++)
            await _emulator.Get("/custom-models/model-" + i);

        Assert.Equal((1000, "/custom-models/model-1"), (_emulator.Server.Requests.Count, _emulator.Server.Requests[0].Target));

        await _emulator.Post("/tagResource", new string('x', 100_000));

        Assert.Equal(16 * 1024, _emulator.Server.Requests[^1].Body.Length);

        await _emulator.Get("/custom-models?nameContains=" + new string('x', 20_000));

        Assert.Equal(16 * 1024, _emulator.Server.Requests[^1].Target.Length);
    }

    [Fact]
    public async Task Configured_secrets_are_masked_in_target_and_body_in_every_spelling()
    {
        using var emulator = new TestEmulator(clock => new EmulatorOptions
        {
            TimeProvider = clock,
            BearerTokens = ["bearer+token/1"],
            Credentials = [new() { AccessKey = "AKID", SecretKey = "secret+key/1", SessionToken = "session+token/1" }],
        });
        var authorization = ("Authorization", "Bearer bearer+token/1");

        await emulator.Send(HttpMethod.Get, "/custom-models?a=secret%2Bkey%2F1&b=secret+key/1&X-Amz-Signature=abc&c=session%2Btoken%2F1",
            null, authorization);
        await emulator.Send(
            HttpMethod.Post, "/tagResource", """{"a":"bearer+token/1","b":"session\u002Btoken/1"}"""u8.ToArray(),
            authorization);

        Assert.Equal("/custom-models?a=***&b=***&X-Amz-Signature=***&c=***", emulator.Server.Requests[0].Target);
        Assert.Equal("""{"a":"***","b":"***"}""", emulator.Server.Requests[1].Body);
    }

    [Theory]
    [InlineData("Authorization", "Bearer secret-of-one")]
    [InlineData("Authorization", "AWS4-HMAC-SHA256 Credential=a/b, Signature=secret-of-one")]
    [InlineData("X-Amz-Security-Token", "secret-of-one")]
    public async Task Secret_of_the_request_itself_is_masked(string header, string value)
    {
        await _emulator.Send(HttpMethod.Get, "/custom-models?a=secret-of-one&b=other", null, (header, value));

        Assert.Equal("/custom-models?a=***&b=other", _emulator.Server.Requests.Single().Target);
    }

    [Theory]
    [InlineData("seven77", false)]
    [InlineData("eight888", true)]
    public async Task Text_shorter_than_a_secret_is_not_masked(string token, bool masked)
    {
        await _emulator.Send(HttpMethod.Get, "/custom-models?a=" + token, null, ("X-Amz-Security-Token", token));

        Assert.Equal("/custom-models?a=" + (masked ? "***" : token), _emulator.Server.Requests.Single().Target);
    }

    [Fact]
    public async Task Keys_and_tokens_are_not_kept()
    {
        await _emulator.Send(
            HttpMethod.Get, "/custom-models?nextToken=a-secret-token", null,
            ("Authorization", "Bearer a-secret-token"), ("X-Amz-Security-Token", "a-secret-token"));

        Assert.DoesNotContain("secret", JsonSerializer.Serialize(_emulator.Server.Requests), StringComparison.Ordinal);
    }
}
