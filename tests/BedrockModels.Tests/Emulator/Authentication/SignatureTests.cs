using System.Text;
using BedrockModels.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Emulator.Authentication;

/// <summary>An emulator with keys: the signature itself must be correct.</summary>
public sealed class SignatureTests : IDisposable
{
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private readonly TestEmulator _emulator = new(Options);

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [InlineData("/custom-models")]
    [InlineData("/custom-models?maxResults=5")]
    [InlineData("/custom-models?sortOrder=Ascending&maxResults=5&isOwned=true")]
    [InlineData("/custom-models?nameContains=a&creationTimeAfter=2026-01-01T00%3A00%3A00Z")]
    [InlineData("/custom-models?isOwned=true&color")]
    public async Task Correct_signature_passes_in_any_order_of_the_query(string target) =>
        Assert.Equal(200, (await Ask(NewSigner(), target)).Status);

    [Theory]
    [InlineData("arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Acustom-model%2Fimported%2Fabcdefghijkl")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:custom-model%2Fimported%2Fabcdefghijkl")]
    public async Task Path_that_is_already_encoded_is_encoded_again(string label) =>
        Assert.Equal((404, "ResourceNotFoundException"), (await Ask(NewSigner(), "/custom-models/" + label)).Error);

    [Fact]
    public async Task Body_is_part_of_the_signature()
    {
        var body = TestEmulator.ModelBody("model");
        var headers = NewSigner().Sign(_emulator.Clock.GetUtcNow(), "POST", "/custom-models/create-custom-model", body);

        Assert.Equal(202,
            (await _emulator.Send(HttpMethod.Post, "/custom-models/create-custom-model", Encoding.UTF8.GetBytes(body), headers)).Status);

        var changed = await _emulator.Send(
            HttpMethod.Post, "/custom-models/create-custom-model", Encoding.UTF8.GetBytes(TestEmulator.ModelBody("other")), headers);

        Assert.Equal((403, "InvalidSignatureException"), changed.Error);
        Assert.StartsWith("The request signature we calculated does not match", changed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_that_differs_from_the_signed_one_does_not_match()
    {
        var now = _emulator.Clock.GetUtcNow();
        var signer = NewSigner();

        Assert.Equal((403, "InvalidSignatureException"),
            (await Send(HttpMethod.Get, "/custom-models?maxResults=6", signer.Sign(now, "GET", "/custom-models?maxResults=5"))).Error);
        Assert.Equal((403, "InvalidSignatureException"),
            (await Send(HttpMethod.Delete, "/custom-models/a", signer.Sign(now, "GET", "/custom-models/a"))).Error);
        Assert.Equal((403, "InvalidSignatureException"),
            (await Send(HttpMethod.Get, "/custom-models/b", signer.Sign(now, "GET", "/custom-models/a"))).Error);
        Assert.Equal((403, "InvalidSignatureException"), (await Ask(new Signer { Host = "elsewhere" }, "/custom-models")).Error);
        Assert.Equal((403, "InvalidSignatureException"),
            (await Ask(new Signer { Host = Host, SecretKey = SecretKey + "x" }, "/custom-models")).Error);
    }

    [Theory]
    [InlineData("AKIDUNKNOWN", null)]
    [InlineData("AKIDEXAMPLE", "token-of-nobody")]
    [InlineData("AKIDTEMPORARY", null)]
    [InlineData("AKIDTEMPORARY", "another-token")]
    public async Task Unknown_key_or_session_token_is_unrecognized(string accessKey, string? token)
    {
        var reply = await Ask(new Signer { Host = Host, AccessKey = accessKey, SessionToken = token }, "/custom-models");

        Assert.Equal((403, "UnrecognizedClientException", "The security token included in the request is invalid."),
            (reply.Status, reply.ErrorType, reply.Message));
    }

    [Fact]
    public async Task Temporary_keys_with_their_token_pass_until_they_expire()
    {
        var signer = new Signer { Host = Host, AccessKey = "AKIDTEMPORARY", SessionToken = "the-token" };

        Assert.Equal(200, (await Ask(signer, "/custom-models")).Status);

        _emulator.Advance(3600);
        var expired = await Ask(signer, "/custom-models");

        Assert.Equal((403, "ExpiredTokenException", "The security token included in the request is expired"),
            (expired.Status, expired.ErrorType, expired.Message));
    }

    [Theory]
    [InlineData("host")]
    [InlineData("x-amz-date")]
    [InlineData("x-amz-security-token")]
    public async Task Required_header_that_is_not_signed_is_refused(string header)
    {
        var signer = new Signer { Host = Host, AccessKey = "AKIDTEMPORARY", SessionToken = "the-token" };

        var reply = await Send(
            HttpMethod.Get, "/custom-models", signer.Sign(_emulator.Clock.GetUtcNow(), "GET", "/custom-models", "", header));

        Assert.Equal((403, "InvalidSignatureException", $"'{header}' must be a 'SignedHeader' in the AWS Authorization."),
            (reply.Status, reply.ErrorType, reply.Message));
    }

    [Theory]
    [InlineData("x-amz-date;host")]
    [InlineData("host;host;x-amz-date")]
    [InlineData("host;x-amz-date;x-amz-date")]
    [InlineData("Host;x-amz-date")]
    [InlineData("host;x-amz-date;x-not-sent")]
    public async Task SignedHeaders_that_are_unsorted_repeated_or_not_sent_are_refused(string names)
    {
        var headers = NewSigner().Sign(_emulator.Clock.GetUtcNow(), "GET", "/custom-models");
        headers[1].Value = headers[1].Value.Replace("host;x-amz-date", names, StringComparison.Ordinal);
        using var withoutKeys = new TestEmulator();

        var verified = await Send(HttpMethod.Get, "/custom-models", headers);
        var unverified = await withoutKeys.Send(HttpMethod.Get, "/custom-models", null, headers);

        Assert.Equal((403, "InvalidSignatureException"), verified.Error);
        Assert.Equal((403, "InvalidSignatureException"), unverified.Error);
    }

    [Theory]
    [InlineData("a\tb")]
    [InlineData("a \t  b")]
    [InlineData("a  b")]
    public async Task White_space_in_a_signed_header_is_folded_as_signers_fold_it(string value)
    {
        var signer = new Signer { Host = Host, More = ("x-note", "a b") };
        var headers = signer.Sign(_emulator.Clock.GetUtcNow(), "GET", "/custom-models");

        var reply = await Send(HttpMethod.Get, "/custom-models", [.. headers, ("x-note", value)]);

        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData(-300, true, "")]
    [InlineData(300, true, "")]
    [InlineData(-301, false, "Signature expired: 20260801T115459Z is more than 5 minutes earlier than 20260801T120000Z.")]
    [InlineData(301, false, "Signature not yet current: 20260801T120501Z is more than 5 minutes later than 20260801T120000Z.")]
    public async Task Clock_of_the_client_can_differ_by_five_minutes(int seconds, bool passes, string message)
    {
        _emulator.Advance(12 * 3600);

        var reply = await Send(
            HttpMethod.Get, "/custom-models", NewSigner().Sign(_emulator.Clock.GetUtcNow().AddSeconds(seconds), "GET", "/custom-models"));

        if (passes)
            Assert.Equal(200, reply.Status);
        else
            Assert.Equal((403, "InvalidSignatureException", message), (reply.Status, reply.ErrorType, reply.Message));
    }

    [Theory]
    [InlineData("bedrock-key", true)]
    [InlineData("bedrock-kez", false)]
    [InlineData("bedrock-key2", false)]
    public async Task Bearer_token_that_is_unknown_is_refused(string token, bool passes)
    {
        var reply = await Send(HttpMethod.Get, "/custom-models", ("Authorization", "Bearer " + token));

        Assert.Equal(passes ? (200, "") : (403, "AccessDeniedException"), reply.Error);
        Assert.DoesNotContain(token, reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("\"quoted\"")]
    [InlineData("a,b")]
    [InlineData("==")]
    [InlineData("a=b")]
    public async Task Bearer_token_that_is_malformed_is_refused_even_without_configured_tokens(string token)
    {
        using var withoutKeys = new TestEmulator();

        var reply = await withoutKeys.Send(HttpMethod.Get, "/custom-models", null, ("Authorization", "Bearer " + token));

        Assert.Equal((403, """{"Message":"Authentication failed: Please make sure your API Key is valid."}"""), (reply.Status, reply.Body));
    }

    [Fact]
    public async Task Bearer_token_is_refused_when_only_keys_are_configured()
    {
        using var emulator = new TestEmulator(
            clock => new EmulatorOptions { TimeProvider = clock, Credentials = [new() { AccessKey = "a", SecretKey = "b" }] });

        Assert.Equal((403, "AccessDeniedException"),
            (await emulator.Send(HttpMethod.Get, "/custom-models", null, ("Authorization", "Bearer x"))).Error);
    }

    [Fact]
    public async Task Body_that_is_too_long_to_verify_is_refused_for_its_length()
    {
        var headers = NewSigner().Sign(_emulator.Clock.GetUtcNow(), "POST", "/tagResource", "x");

        var reply = await _emulator.Send(HttpMethod.Post, "/tagResource", new byte[1024 * 1024 + 1], headers);

        Assert.Equal("The request cannot be read: its body is longer than 1 MB.", reply.Message);
    }

    private string Host => $"127.0.0.1:{_emulator.Server.Port}";

    private static EmulatorOptions Options(FakeTimeProvider clock) => new()
    {
        TimeProvider = clock,
        BearerTokens = ["other-key", "bedrock-key"],
        Credentials =
        [
            new() { AccessKey = "AKIDEXAMPLE", SecretKey = SecretKey },
            new() { AccessKey = "AKIDTEMPORARY", SecretKey = SecretKey, SessionToken = "the-token",
                Expiration = clock.GetUtcNow().AddHours(1) },
        ],
    };

    private Signer NewSigner() => new() { Host = Host };

    private Task<EmulatorReply> Ask(Signer signer, string target) =>
        Send(HttpMethod.Get, target, signer.Sign(_emulator.Clock.GetUtcNow(), "GET", target));

    private Task<EmulatorReply> Send(HttpMethod method, string target, params (string, string)[] headers) =>
        _emulator.Send(method, target, null, headers);
}
