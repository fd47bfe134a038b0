using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

public sealed class CredentialOrderTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(0, "AKIDGIVEN", "-Credential")]
    [InlineData(1, "AKIDNAMED", "the profile 'named'")]
    [InlineData(2, "AKIDSTORED", "$StoredAWSCredentials")]
    [InlineData(3, "AKIDENVIRONMENT", "the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")]
    [InlineData(4, "AKIDOFENVIRONMENT", "the profile 'of-environment'")]
    [InlineData(5, "ASIAWEBROLE", "the web identity in AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE")]
    [InlineData(6, "AKIDDEFAULT", "the profile 'default'")]
    [InlineData(7, "ASIACONTAINER", "the container")]
    [InlineData(8, "ASIAINSTANCE", "the instance metadata")]
    public async Task Source_wins_when_all_above_it_are_absent_and_all_below_it_are_present(int row, string accessKey, string source)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config("[profile only-a-region]\nregion = us-east-1");
        if (row <= 7)
            home.Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container");
        if (row <= 6)
            home.Credentials("[default]\naws_access_key_id = AKIDDEFAULT\naws_secret_access_key = secret");
        if (row <= 5)
            home.Set("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/role").Set("AWS_WEB_IDENTITY_TOKEN_FILE", home.Write("token", "jwt"));
        if (row <= 4)
            home.Set("AWS_PROFILE", "of-environment")
                .Config("[profile of-environment]\naws_access_key_id = AKIDOFENVIRONMENT\naws_secret_access_key = secret");
        if (row <= 3)
            home.Set("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT").Set("AWS_SECRET_ACCESS_KEY", "secret");
        if (row <= 1)
            home.Credentials("[named]\naws_access_key_id = AKIDNAMED\naws_secret_access_key = secret");
        var settings = new ConnectionSettings
        {
            Region = "us-east-1",
            EndpointUrl = aws.Url,
            Environment = home.Environment,
            StoredCredential = row <= 2 ? ClientTesting.SourceOf("AKIDSTORED", "secret", name: "$StoredAWSCredentials") : null,
            ProfileName = row <= 1 ? "named" : null,
            Credential = row <= 0 ? ClientTesting.SourceOf("AKIDGIVEN", "secret", name: "-Credential") : null,
        };
        var messages = new List<string>();
        var client = await BedrockClient.ConnectAsync(settings, messages.Add, _ => { }, None);

        await client.GetCustomModelAsync("m", None);

        Assert.Equal(accessKey, aws.Bedrock.AccessKey);
        Assert.Contains($"Credentials from {source}.", messages);
        Assert.DoesNotContain(
            messages, s => s.Contains("secret", StringComparison.Ordinal) || s.Contains(accessKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Error_lists_all_sources_within_three_seconds_when_none_has_credentials()
    {
        await using var silent = new StandIn(Reply.Hang);
        using var home = new TestHome(new Uri(silent.Url));
        var clock = new ExpiredClock();

        var failure = await FailureOf(
            new ConnectionSettings { Region = "us-east-1", Environment = home.Environment with { Clock = clock } });

        Assert.InRange(clock.Waited, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(3));
        Assert.Equal("CredentialsNotFound", failure.ErrorCode);
        foreach (
            var looked in new[]
            {
                "-AccessKey",
                "-Credential",
                "-ProfileName",
                "$StoredAWSCredentials",
                "AWS_ACCESS_KEY_ID",
                "AWS_PROFILE",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                "'default'",
                home.ConfigPath,
                home.CredentialsPath,
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "instance metadata (no response",
            })
            Assert.Contains(looked, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instance_metadata_receives_no_request_when_disabled()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_EC2_METADATA_DISABLED", "true");

        var failure = await FailureOf(new ConnectionSettings { Region = "us-east-1", Environment = home.Environment });

        Assert.Contains("AWS_EC2_METADATA_DISABLED", failure.Message, StringComparison.Ordinal);
        Assert.Empty(aws.Requests);
    }

    [Fact]
    public async Task Connect_ends_when_canceled_while_the_container_hangs()
    {
        await using var silent = new StandIn(Reply.Hang);
        using var home = new TestHome(new Uri(silent.Url));
        home.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", silent.Url + "/container");
        using var cancel = new CancellationTokenSource();
        var connect = BedrockClient.ConnectAsync(
            new ConnectionSettings { Region = "us-east-1", Environment = home.Environment }, _ => { }, _ => { }, cancel.Token);
        while (silent.Requests.IsEmpty)
            await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connect.WaitAsync(ClientTesting.Patience));
    }

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN")]
    public async Task Variable_without_its_counterpart_is_rejected_and_the_counterpart_is_named(string there, string missing)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Set(there, "value-of-it");

        var failure = await FailureOf(new ConnectionSettings { Region = "us-east-1", Environment = home.Environment });

        Assert.Equal($"{there} is set, but {missing} is not. Set both or neither.", failure.Message);
    }

    [Theory]
    [InlineData("the-token", null, "the-token")]
    [InlineData(null, "older-name", "older-name")]
    [InlineData("the-token", "older-name", "older-name")]
    public async Task Environment_session_token_is_sent_with_its_keys(string? token, string? olderToken, string expected)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_ACCESS_KEY_ID", "ASIAENVIRONMENT").Set("AWS_SECRET_ACCESS_KEY", "secret");
        if (token is not null)
            home.Set("AWS_SESSION_TOKEN", token);
        if (olderToken is not null)
            home.Set("AWS_SECURITY_TOKEN", olderToken);

        await home.CallAsync(aws, profile: null);

        Assert.Equal(("ASIAENVIRONMENT", expected), (aws.Bedrock.AccessKey, aws.Bedrock.Header("x-amz-security-token")));
    }

    [Fact]
    public async Task AWS_PROFILE_that_does_not_exist_is_an_error_and_not_skipped()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Set("AWS_PROFILE", "typo").Credentials("[default]\naws_access_key_id = A\naws_secret_access_key = secret");

        var failure = await FailureOf(new ConnectionSettings { Region = "us-east-1", Environment = home.Environment });

        Assert.Equal("ProfileNotUsable", failure.ErrorCode);
        Assert.Contains("The profile 'typo' (from AWS_PROFILE) does not exist", failure.Message, StringComparison.Ordinal);
    }

    private static Task<BedrockException> FailureOf(ConnectionSettings settings) =>
        Assert.ThrowsAsync<BedrockException>(() => ClientTesting.ConnectAsync(settings));
}
