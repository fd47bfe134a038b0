using System.Collections;
using System.Net;
using System.Net.Sockets;
using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>No exception or call record contains a secret key, session token or signature, whatever the server sends.</summary>
public sealed class SecretTests
{
    private const string SecretKey = "SECRETKEY/abcdefghijklmnopqrstuvwxyz123";
    private const string SessionToken = "SESSIONTOKEN//abcdef==";

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("IncompleteSignatureException")]
    [InlineData("AccessDeniedException")]
    [InlineData("SomethingNewException")]
    [InlineData("InternalServerException")]
    public async Task Error_message_that_quotes_headers_is_redacted(string code)
    {
        await using var server = new StandIn((request, _) =>
        {
            var authorization = request.Header("Authorization").Replace("\"", "", StringComparison.Ordinal);
            var status = code == "InternalServerException" ? 500 : 403;
            return Reply.Error(status, code, $"Got {authorization} and {request.Header("X-Amz-Security-Token")}.");
        });
        await ShowsNothing(server.Url, server);
    }

    [Fact]
    public async Task Unreadable_response_is_not_shown()
    {
        await using var server = new StandIn(
            (request, _) => Reply.Json($"{{\"modelArn\": {request.Header("Authorization")} {request.Header("X-Amz-Security-Token")}"));
        await ShowsNothing(server.Url, server);
    }

    [Fact]
    public async Task Lost_response_shows_no_secret()
    {
        await using var server = new StandIn(Reply.Reset, Reply.Drop, Reply.Model.Cut());
        await ShowsNothing(server.Url, server);
    }

    [Fact]
    public async Task Refused_connection_shows_no_secret()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        await ShowsNothing(url, null);
    }

    [Theory]
    [InlineData("AKID", "secret\n", null, "secret key")]
    [InlineData("AK ID", "secret", null, "access key")]
    [InlineData("AKID", "secret", "to\u00e9ken", "session token")]
    public async Task Keys_with_invalid_characters_are_rejected_by_name_and_not_sent(string key, string secret, string? token, string what)
    {
        await using var server = new StandIn(Reply.Model);

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => ClientTesting.ConnectAsync(ClientTesting.To(server) with { Credential = ClientTesting.SourceOf(key, secret, token) }));

        Assert.Equal(
            (
                "CredentialsNotFound",
                $"The {what} from -AccessKey and -SecretKey contains a space, line break or other invalid character. Copy it again."),
            (failure.ErrorCode, failure.Message));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Caller_source_that_fails_is_reported_with_its_reason()
    {
        await using var server = new StandIn(Reply.Model);
        var source = new CredentialSource(
            "$StoredAWSCredentials",
            new object(),
            () => throw new InvalidOperationException("outer", new InvalidOperationException("The SSO token has expired.")));

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => ClientTesting.ConnectAsync(ClientTesting.To(server) with { Credential = source }));

        Assert.Equal(
            "The credentials from $StoredAWSCredentials could not be read: The SSO token has expired. Renew them and try again.",
            failure.Message);
    }

    [Fact]
    public void Keys_and_settings_as_text_show_no_secret()
    {
        var keys = new AccessKeys("AKIDEXAMPLE", SecretKey, SessionToken);
        var settings = new ConnectionSettings { Credential = new CredentialSource("-Credential", keys, () => keys) };
        foreach (var text in new[] { keys.ToString(), settings.ToString(), ResolvedCredentials.FromKeys("keys", keys).ToString() })
            AssertShowsNothing(text);
    }

    private static async Task ShowsNothing(string url, StandIn? server)
    {
        var settings = new ConnectionSettings
        {
            Region = "us-east-1",
            EndpointUrl = url,
            Credential = ClientTesting.SourceOf("ASIAEXAMPLE", SecretKey, SessionToken),
            Environment = ClientTesting.Nowhere(),
        };
        var (client, calls) = await ClientTesting.ConnectAsync(settings);
        var failure = await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));
        var signatures = server?.Requests.Select(r => r.Header("Authorization").Split("Signature=")[^1]).ToArray() ?? [];
        AssertShowsNothing(Assert.Single(calls).ToString(), signatures);
        for (Exception? shown = failure; shown is not null; shown = shown.InnerException)
        {
            AssertShowsNothing(shown.ToString(), signatures);
            foreach (DictionaryEntry entry in shown.Data)
                AssertShowsNothing($"{entry.Key} {entry.Value}", signatures);
        }
    }

    private static void AssertShowsNothing(string text, params string[] signatures)
    {
        foreach (var secret in new[] { SecretKey, SessionToken }.Concat(signatures))
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }
}
