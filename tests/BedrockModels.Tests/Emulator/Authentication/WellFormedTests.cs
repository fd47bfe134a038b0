using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Authentication;

/// <summary>The requirements for every caller, even if the emulator has no keys.</summary>
public sealed class WellFormedTests : IDisposable
{
    private const string Scope = "20260801/us-east-1/bedrock/aws4_request";
    private const string Signature = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer  ")]
    public async Task Request_without_credentials_has_a_missing_token(string authorization)
    {
        var reply = await Ask(authorization);

        Assert.Equal(
            (403, "MissingAuthenticationTokenException", "Missing Authentication Token"), (reply.Status, reply.ErrorType, reply.Message));
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz", "requires the algorithm 'AWS4-HMAC-SHA256'")]
    [InlineData(
        "AWS4-HMAC-SHA256",
        "requires 'Credential' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires "
            + "'Signature' parameter.")]
    [InlineData($"AWS4-HMAC-SHA256 Credential=AKID/{Scope}, SignedHeaders=host;x-amz-date", "requires 'Signature' parameter")]
    [InlineData($"AWS4-HMAC-SHA256 Credential=AKID/{Scope}, Signature={Signature}", "requires 'SignedHeaders' parameter")]
    [InlineData($"AWS4-HMAC-SHA256 Credential=AKID, SignedHeaders=host, Signature={Signature}", "exactly 5 slash-delimited elements")]
    [InlineData(
        $"AWS4-HMAC-SHA256 Credential=AKID/more/{Scope}, SignedHeaders=host, Signature={Signature}", "exactly 5 slash-delimited elements")]
    [InlineData($"AWS4-HMAC-SHA256 Credential=/{Scope}, SignedHeaders=host, Signature={Signature}", "exactly 5 slash-delimited elements")]
    [InlineData($"AWS4-HMAC-SHA512 Credential=AKID/{Scope}, SignedHeaders=host, Signature={Signature}", "requires the algorithm")]
    public async Task Signature_with_missing_parts_is_incomplete_and_never_quoted(string authorization, string sentence)
    {
        var reply = await Ask(authorization);

        Assert.Equal((400, "IncompleteSignatureException"), reply.Error);
        Assert.Contains(sentence, reply.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Signature, reply.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("dXNlcjpwYXNz", reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20260801/us-east-1/ec2/aws4_request", "Credential should be scoped to correct service: 'bedrock'.")]
    [InlineData("20260801/nowhere/bedrock/aws4_request", "Credential should be scoped to a valid Region, not 'nowhere'.")]
    [InlineData("20260801/us-east-1/bedrock/aws5_request", "Credential should be scoped with a valid terminator: 'aws4_request'.")]
    [InlineData("20260731/us-east-1/bedrock/aws4_request",
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260731' != '20260801'.")]
    public async Task Wrong_scope_is_an_invalid_signature(string scope, string message)
    {
        var reply = await Ask($"AWS4-HMAC-SHA256 Credential=AKID/{scope}, SignedHeaders=host;x-amz-date, Signature={Signature}");

        Assert.Equal((403, "InvalidSignatureException", message), (reply.Status, reply.ErrorType, reply.Message));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2026-08-01T00:00:00Z")]
    [InlineData("yesterday")]
    public async Task Signature_without_a_readable_date_is_incomplete(string? date)
    {
        var authorization = $"AWS4-HMAC-SHA256 Credential=AKID/{Scope}, SignedHeaders=host;x-amz-date, Signature={Signature}";

        var reply = await _emulator.Send(HttpMethod.Get, "/custom-models", null,
            [("Authorization", authorization), .. date is null ? [] : new[] { ("X-Amz-Date", date) }]);

        Assert.Equal((400, "IncompleteSignatureException"), reply.Error);
    }

    [Fact]
    public async Task Date_header_is_used_when_X_Amz_Date_is_absent()
    {
        var authorization = $"AWS4-HMAC-SHA256 Credential=AKID/{Scope}, SignedHeaders=date;host, Signature={Signature}";

        var reply = await _emulator.Send(
            HttpMethod.Get, "/custom-models", null, ("Authorization", authorization), ("Date", "Sat, 01 Aug 2026 00:00:00 GMT"));

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task Any_bearer_token_is_accepted_for_the_default_Region_without_configured_tokens()
    {
        using var emulator = new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, DefaultRegion = "eu-west-1" });

        var reply = await emulator.Send(HttpMethod.Post, "/custom-models/create-custom-model",
            System.Text.Encoding.UTF8.GetBytes(TestEmulator.ModelBody("model")), ("Authorization", "Bearer bedrock-api-key-x"));

        Assert.StartsWith("arn:aws:bedrock:eu-west-1:", reply.Text("modelArn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_well_formed_signature_is_accepted_at_any_time_without_configured_keys()
    {
        _emulator.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(200, (await _emulator.Get("/custom-models")).Status);
    }

    private Task<EmulatorReply> Ask(string authorization) => _emulator.Send(HttpMethod.Get, "/custom-models", null,
        [.. authorization.Length == 0 ? [] : new[] { ("Authorization", authorization) }, ("X-Amz-Date", "20260801T000000Z")]);
}
