using Amazon.Runtime.Internal;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels.Tests.Client;

/// <summary>The Bedrock API key in AWS_BEARER_TOKEN_BEDROCK.</summary>
public sealed class BearerTests
{
    private const string Variable = "AWS_BEARER_TOKEN_BEDROCK";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task API_key_wins_over_every_source_that_the_call_does_not_name(bool asksModels)
    {
        using var home = All();

        var messages = await ConnectAsync(new ConnectionSettings
        {
            Region = "us-east-1",
            StoredCredential = ClientTesting.Keys,
            Environment = home.Environment,
            AsksModels = asksModels,
        });

        Assert.Contains($"Credentials from {Variable}.", messages);
        Assert.DoesNotContain(messages, s => s.Contains("api-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task API_key_loses_to_keys_and_profile_named_on_the_call()
    {
        using var home = All();

        Assert.Contains(
            "Credentials from -AccessKey and -SecretKey.",
            await ConnectAsync(
                new ConnectionSettings { Region = "us-east-1", Credential = ClientTesting.Keys, Environment = home.Environment }));
        Assert.Contains(
            "Credentials from the profile 'p'.",
            await ConnectAsync(new ConnectionSettings { Region = "us-east-1", ProfileName = "p", Environment = home.Environment }));
    }

    [Fact]
    public async Task API_key_when_empty_is_skipped()
    {
        using var home = All().Set(Variable, "");

        Assert.Contains(
            "Credentials from the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
            await ConnectAsync(new ConnectionSettings { Region = "us-east-1", Environment = home.Environment }));
    }

    [Fact]
    public async Task API_key_is_sent_as_a_bearer_token_without_a_signature()
    {
        var identity = PipelineIdentity.CreateBearer("api-key-1");
        var request = new DefaultRequest(new SdkRequest(Operations.GetCustomModel), "Amazon.Bedrock")
        {
            Endpoint = new Uri("https://bedrock.us-east-1.amazonaws.com"),
        };

        identity.Signer.Sign(request, null, null, await identity.ResolveAsync(CancellationToken.None));

        Assert.Equal("Bearer api-key-1", Assert.Single(request.Headers).Value);
    }

    [Fact]
    public async Task API_key_is_rejected_for_plain_http_to_another_machine()
    {
        using var home = All();

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => ConnectAsync(
                new ConnectionSettings { Region = "us-east-1", EndpointUrl = "http://bedrock.example", Environment = home.Environment }));

        Assert.Equal("InvalidEndpoint", failure.ErrorCode);
        Assert.Contains($"The API key in {Variable} was not sent to http://bedrock.example/", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("api-key", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task API_key_is_replaced_by_keys_for_plain_http_on_this_machine()
    {
        await using var server = new StandIn(Reply.Model);
        using var home = All();
        var messages = new List<string>();
        var client = await BedrockClient.ConnectAsync(
            new ConnectionSettings { Region = "us-east-1", EndpointUrl = server.Url, Environment = home.Environment },
            messages.Add,
            _ => { },
            CancellationToken.None);

        await client.GetCustomModelAsync("m", CancellationToken.None);

        Assert.Equal("AKIDENVIRONMENT", server.Last.AccessKey);
        Assert.DoesNotContain("api-key", string.Concat(server.Last.Headers.Values), StringComparison.Ordinal);
        Assert.Contains($"{Variable} is ignored, because it is never sent over plain http.", messages);
    }

    [Theory]
    [InlineData("api-key-1", "Bearer api-key-1")]
    [InlineData("another-key", "AWS4-HMAC-SHA256")]
    public async Task API_key_is_sent_over_plain_http_on_this_machine_only_if_it_is_the_emulators(string emulatorToken, string sent)
    {
        await using var server = new StandIn(Reply.Model);
        using var home = All().Set(CredentialResolver.EmulatorTokenVariable, emulatorToken);
        var client = await BedrockClient.ConnectAsync(
            new ConnectionSettings { Region = "us-east-1", EndpointUrl = server.Url, Environment = home.Environment },
            _ => { },
            _ => { },
            CancellationToken.None);

        await client.GetCustomModelAsync("m", CancellationToken.None);

        Assert.StartsWith(sent, server.Last.Header("Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task API_key_of_the_emulator_is_rejected_for_plain_http_to_another_machine()
    {
        using var home = All().Set(CredentialResolver.EmulatorTokenVariable, "api-key-1");

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => ConnectAsync(
                new ConnectionSettings { Region = "us-east-1", EndpointUrl = "http://bedrock.example", Environment = home.Environment }));

        Assert.Equal("InvalidEndpoint", failure.ErrorCode);
    }

    [Fact]
    public async Task API_key_that_cannot_be_sent_is_named_in_the_error_when_nothing_else_is_found()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1")).Set(Variable, "api-key-1").Set("AWS_EC2_METADATA_DISABLED", "true");

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => ConnectAsync(
                new ConnectionSettings { Region = "us-east-1", EndpointUrl = "http://127.0.0.1:1", Environment = home.Environment }));

        Assert.Equal("CredentialsNotFound", failure.ErrorCode);
        Assert.Contains($"{Variable} (set, but never sent over plain http)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api-key-1\n")]
    [InlineData("api key 1")]
    public async Task API_key_with_invalid_characters_is_rejected_and_not_shown(string token)
    {
        using var home = All().Set(Variable, token);

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => ConnectAsync(new ConnectionSettings { Region = "us-east-1", Environment = home.Environment }));

        Assert.StartsWith($"The API key in {Variable} contains a space, line break", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(token, failure.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A home where every source of credentials is present.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller disposes.")]
    private static TestHome All() => new TestHome(new Uri("http://127.0.0.1:1"))
        .Set(Variable, "api-key-1").Set("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT").Set("AWS_SECRET_ACCESS_KEY", "secret")
        .Config(
            "[profile p]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = secret\n[default]\n"
            + "aws_access_key_id = AKIDDEFAULT\naws_secret_access_key = secret");

    private static async Task<List<string>> ConnectAsync(ConnectionSettings settings)
    {
        var messages = new List<string>();
        await BedrockClient.ConnectAsync(settings, messages.Add, _ => { }, CancellationToken.None);
        return messages;
    }
}
