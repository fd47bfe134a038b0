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

    [Theory]
    [InlineData("-ProfileName", "container", "ASIACONTAINER", "the container")]
    [InlineData("-ProfileName", "instance", "ASIAINSTANCE", "the instance metadata")]
    [InlineData("-ProfileName", "keys web container", "ASIACONTAINER", "the container")]
    [InlineData("AWS_PROFILE", "web container", "ASIAWEBROLE", "the web identity in AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE")]
    [InlineData("AWS_PROFILE", "container", "ASIACONTAINER", "the container")]
    [InlineData("AWS_PROFILE", "instance", "ASIAINSTANCE", "the instance metadata")]
    [InlineData("AWS_DEFAULT_PROFILE", "container", "ASIACONTAINER", "the container")]
    [InlineData("default", "web container", "ASIAWEBROLE", "the web identity in AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE")]
    [InlineData("default", "container", "ASIACONTAINER", "the container")]
    [InlineData("default", "instance", "ASIAINSTANCE", "the instance metadata")]
    public async Task Profile_with_only_a_Region_takes_credentials_from_the_machine(
        string named, string present, string accessKey, string source)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        var name = named == "default" ? "default" : "q";
        home.Config($"[profile {name}]\nregion = ap-south-1").Set(named, name);
        if (present.Contains("keys", StringComparison.Ordinal))
            home.Set("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT").Set("AWS_SECRET_ACCESS_KEY", "secret");
        if (present.Contains("web", StringComparison.Ordinal))
            home.Set("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/role").Set("AWS_WEB_IDENTITY_TOKEN_FILE", home.Write("token", "jwt"));
        if (present.Contains("container", StringComparison.Ordinal))
            home.Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container");
        var settings = new ConnectionSettings
        {
            ProfileName = named == "-ProfileName" ? name : null,
            EndpointUrl = aws.Url,
            Environment = home.Environment,
        };
        var messages = new List<string>();
        var client = await BedrockClient.ConnectAsync(settings, messages.Add, _ => { }, None);

        await client.GetCustomModelAsync("m", None);

        Assert.Equal((accessKey, "ap-south-1"), (aws.Bedrock.AccessKey, aws.Bedrock.SigningRegion));
        Assert.Contains($"The profile '{name}' has no credentials, so those from {source} are used.", messages);
    }

    [Fact]
    public async Task Environment_keys_are_used_with_the_Region_of_the_profile_in_AWS_PROFILE()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_PROFILE", "q").Set("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT").Set("AWS_SECRET_ACCESS_KEY", "secret");
        home.Config("[profile q]\nregion = ap-south-1");

        await home.CallAsync(aws, profile: null, region: null);

        Assert.Equal(("AKIDENVIRONMENT", "ap-south-1"), (aws.Bedrock.AccessKey, aws.Bedrock.SigningRegion));
    }

    [Theory]
    [InlineData(null, "old", null, "AKIDOLD")]
    [InlineData("new", null, null, "AKIDNEW")]
    [InlineData("new", "new", null, "AKIDNEW")]
    [InlineData("new", "old", "named", "AKIDNAMED")]
    public async Task AWS_DEFAULT_PROFILE_names_the_profile_as_AWS_PROFILE_does(
        string? variable, string? old, string? named, string accessKey)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        foreach (var name in new[] { "default", "new", "old", "named" })
            home.Credentials($"[{name}]\naws_access_key_id = AKID{name.ToUpperInvariant()}\naws_secret_access_key = secret");
        home.Set("AWS_PROFILE", variable ?? "").Set("AWS_DEFAULT_PROFILE", old ?? "");

        await home.CallAsync(aws, profile: named);

        Assert.Equal(accessKey, aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task AWS_PROFILE_and_AWS_DEFAULT_PROFILE_that_name_different_profiles_are_refused()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Set("AWS_PROFILE", "new").Set("AWS_DEFAULT_PROFILE", "old");

        var failure = await FailureOf(new ConnectionSettings { Region = "us-east-1", Environment = home.Environment });

        Assert.Equal("ProfileNotUsable", failure.ErrorCode);
        Assert.Contains("AWS_PROFILE is 'new', but AWS_DEFAULT_PROFILE is 'old'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_PROFILE")]
    [InlineData("AWS_DEFAULT_PROFILE")]
    public async Task Variable_that_names_a_profile_that_does_not_exist_is_reported(string variable)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Set(variable, "typo").Credentials("[default]\naws_access_key_id = A\naws_secret_access_key = s");

        var failure = await FailureOf(new ConnectionSettings { Region = "us-east-1", Environment = home.Environment });

        Assert.Contains($"The profile 'typo' (from {variable}) does not exist", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PROCESS", "[p]\nKEYS", "AKIDKEYS")]
    [InlineData("PROCESS\nKEYS", "", "ASIAPROCESS", "t")]
    [InlineData("KEYS\naws_security_token = old-name", "", "AKIDKEYS", "old-name")]
    [InlineData("KEYS\naws_security_token = old-name\naws_session_token = new-name", "", "AKIDKEYS", "old-name")]
    public async Task Credentials_of_a_profile_have_the_order_and_names_of_the_AWS_CLI(
        string config, string credentials, string accessKey, string token = "")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The credential_process of this test uses a Unix shell.");
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        var keys = home.Write(
            "keys.json", """{ "Version": 1, "AccessKeyId": "ASIAPROCESS", "SecretAccessKey": "s", "SessionToken": "t" }""");
        home.Config("[profile p]\n" + Expand(config)).Credentials(Expand(credentials));

        await home.CallAsync(aws);

        Assert.Equal(accessKey, aws.Bedrock.AccessKey);
        Assert.Equal(token, aws.Bedrock.Header("x-amz-security-token"));

        string Expand(string text) => text
            .Replace("KEYS", "aws_access_key_id = AKIDKEYS\naws_secret_access_key = secret", StringComparison.Ordinal)
            .Replace("PROCESS", $"credential_process = cat {keys}", StringComparison.Ordinal);
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
