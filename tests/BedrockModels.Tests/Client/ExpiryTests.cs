using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>Keys that the service reports as expired although their source did not tell their end.</summary>
public sealed class ExpiryTests : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeAws _aws;
    private readonly TestHome _home;
    private string _code = "ExpiredTokenException";

    public ExpiryTests()
    {
        _aws = new FakeAws
        {
            Override = request => request.Path.StartsWith("/custom-models", StringComparison.Ordinal)
                && request.AccessKey.StartsWith("ASIAOLD", StringComparison.Ordinal)
                ? Reply.Error(403, _code, "The security token included in the request is expired")
                : null,
        };
        _home = new TestHome(_aws);
    }

    private IEnumerable<string> Sent => _aws.Requests.Select(request => request.AccessKey);

    public ValueTask DisposeAsync()
    {
        _home.Dispose();
        return _aws.DisposeAsync();
    }

    [Theory]
    [InlineData("ExpiredTokenException")]
    [InlineData("ExpiredToken")]
    [InlineData("UnrecognizedClientException")]
    public async Task Process_is_asked_again_and_the_call_is_sent_with_its_new_keys(string code)
    {
        _code = code;
        WriteProcess("ASIAOLD");
        var client = await ConnectAsync();
        WriteProcess("ASIANEW");

        Assert.Equal("m", (await client.GetCustomModelAsync("m", None)).ModelName);
        await client.GetCustomModelAsync("m", None);

        Assert.Equal(["ASIAOLD", "ASIANEW", "ASIANEW"], Sent);
    }

    [Fact]
    public async Task Call_is_sent_once_and_fails_when_the_process_has_the_same_keys()
    {
        WriteProcess("ASIAOLD");
        var client = await ConnectAsync();

        var failure = await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));

        Assert.Equal("ExpiredTokenException", failure.ErrorCode);
        Assert.Equal(["ASIAOLD"], Sent);
    }

    [Fact]
    public async Task Next_call_succeeds_when_the_process_has_new_keys_by_then()
    {
        WriteProcess("ASIAOLD");
        var client = await ConnectAsync();
        await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));
        WriteProcess("ASIANEW");

        await (await ConnectAsync()).GetCustomModelAsync("m", None);

        Assert.Equal(["ASIAOLD", "ASIAOLD", "ASIANEW"], Sent);
    }

    [Fact]
    public async Task Call_ends_when_the_new_keys_have_expired_too()
    {
        WriteProcess("ASIAOLD1");
        var client = await ConnectAsync();
        WriteProcess("ASIAOLD2");

        var failure = await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));

        Assert.Equal("ExpiredTokenException", failure.ErrorCode);
        Assert.Equal(["ASIAOLD1", "ASIAOLD2"], Sent);
    }

    [Fact]
    public async Task Keys_of_a_profile_are_read_again_from_its_file()
    {
        WriteKeys("ASIAOLD");
        var client = await ConnectAsync();
        WriteKeys("ASIANEW");

        await client.GetCustomModelAsync("m", None);

        Assert.Equal(["ASIAOLD", "ASIANEW"], Sent);
    }

    [Fact]
    public async Task Keys_of_the_environment_are_read_again_and_not_those_of_another_source()
    {
        WriteKeys("ASIANEW");
        _home.Set("AWS_ACCESS_KEY_ID", "ASIAOLD").Set("AWS_SECRET_ACCESS_KEY", "secret").Set("AWS_SESSION_TOKEN", "token");
        var client = await ConnectAsync();
        _home.Set("AWS_SECRET_ACCESS_KEY", "");
        await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));
        _home.Set("AWS_ACCESS_KEY_ID", "ASIAENVIRONMENT").Set("AWS_SECRET_ACCESS_KEY", "secret");

        await client.GetCustomModelAsync("m", None);

        Assert.Equal(["ASIAOLD", "ASIAOLD", "ASIAENVIRONMENT"], Sent);
    }

    [Fact]
    public async Task Keys_on_the_call_are_not_replaced_even_if_a_profile_had_the_same_keys()
    {
        WriteKeys("ASIAOLD");
        await ConnectAsync();
        WriteKeys("ASIANEW");
        var client = await ConnectAsync(ClientTesting.SourceOf("ASIAOLD", "secret", "token"));

        await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));

        Assert.Equal(["ASIAOLD"], Sent);
    }

    private void WriteKeys(string key) => File.WriteAllText(
        _home.CredentialsPath, $"[default]\naws_access_key_id = {key}\naws_secret_access_key = secret\naws_session_token = token\n");

    /// <summary>A process that prints keys without an end.</summary>
    private void WriteProcess(string key)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The process is a program of Unix.");
        var path = _home.Write(
            "keys.json", $$"""{"Version":1,"AccessKeyId":"{{key}}","SecretAccessKey":"secret","SessionToken":"token"}""");
        File.WriteAllText(_home.ConfigPath, $"[default]\ncredential_process = cat {path}\n");
        File.SetLastWriteTimeUtc(_home.ConfigPath, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    private async Task<BedrockClient> ConnectAsync(CredentialSource? credential = null) => (await ClientTesting.ConnectAsync(
        new ConnectionSettings
        {
            Region = "us-east-1",
            EndpointUrl = _aws.Url,
            Credential = credential,
            Environment = _home.Environment,
        })).Client;
}
