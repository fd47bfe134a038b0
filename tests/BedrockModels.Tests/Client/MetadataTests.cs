using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>The credentials of containers and instances, and sources that hang.</summary>
public sealed class MetadataTests
{
    [Fact]
    public async Task Instance_metadata_is_requested_with_a_session_token()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        var (client, _) = await ClientTesting.ConnectAsync(
            new ConnectionSettings { EndpointUrl = aws.Url, Environment = home.Environment });

        await client.GetCustomModelAsync("m", CancellationToken.None);

        Assert.Equal(("ASIAINSTANCE", "eu-north-1"), (aws.Bedrock.AccessKey, aws.Bedrock.SigningRegion));
        var asked = aws.Requests.Where(r => r.Path.StartsWith("/latest/", StringComparison.Ordinal)).ToList();
        Expect.Each(asked.Where(r => r.Method == "PUT"), r => Assert.NotEmpty(r.Header("x-aws-ec2-metadata-token-ttl-seconds")));
        Expect.Each(asked.Where(r => r.Method == "GET"), r => Assert.Equal("metadata-session", r.Header("x-aws-ec2-metadata-token")));
    }

    [Theory]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT", "")]
    [InlineData("", "ec2_metadata_service_endpoint")]
    public async Task Metadata_endpoint_is_set_by_the_variable_or_the_profile(string variable, string setting)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        if (variable.Length > 0)
            home.Set(variable, aws.Url);
        if (setting.Length > 0)
            home.Config($"[default]\n{setting} = {aws.Url}");

        var (client, _) = await ClientTesting.ConnectAsync(
            new ConnectionSettings { EndpointUrl = aws.Url, Environment = home.Environment });

        Assert.Equal("eu-north-1", client.Region);
    }

    [Theory]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT", "'nowhere' (from AWS_EC2_METADATA_SERVICE_ENDPOINT) is not a valid endpoint.")]
    [InlineData(
        "ec2_metadata_service_endpoint",
        "'nowhere' (from ec2_metadata_service_endpoint of the profile 'default') is not a valid endpoint.")]
    public async Task Invalid_metadata_endpoint_is_rejected_and_its_source_named(string setting, string expected)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        if (setting.StartsWith("AWS", StringComparison.Ordinal))
            home.Set(setting, "nowhere");
        else
            home.Config($"[default]\n{setting} = nowhere");

        Assert.StartsWith(expected, (await FailureOf(home)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/latest/api/token", 400, "instance metadata (the request for a session token was refused with HTTP 400. On EC2, check")]
    [InlineData("/latest/api/token", 403, "instance metadata (the request for a session token was refused with HTTP 403. On EC2, check")]
    [InlineData("/latest/api/token", 404, "check that IMDSv2 is turned on and that the hop limit is at least 2 for a container)")]
    [InlineData("/latest/meta-data/iam/security-credentials/", 404, "instance metadata (the instance has no role)")]
    [InlineData("/latest/meta-data/iam/security-credentials/", 500, "(HTTP 500 for /latest/meta-data/iam/security-credentials/)")]
    [InlineData("/latest/meta-data/iam/security-credentials/the-role", 404, "(HTTP 404 for /latest/meta-data/iam/")]
    public async Task Instance_without_credentials_is_reported(string path, int status, string expected)
    {
        await using var aws = new FakeAws { Override = request => request.Path == path ? Reply.Text("no", status, "text/plain") : null };
        using var home = new TestHome(aws);

        Assert.Contains(expected, (await FailureOf(home)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nonsense SECRET")]
    [InlineData("""{"AccessKeyId":null,"SecretAccessKey":"SECRET"}""")]
    [InlineData("""{"AccessKeyId":"A","SecretAccessKey":"SECRET","Expiration":"soon"}""")]
    [InlineData("""{"AccessKeyId":"A","SecretAccessKey":"SECRET","Expiration":"2001-01-01T00:00:00Z"}""")]
    public async Task Invalid_container_response_is_reported_and_not_shown(string body)
    {
        await using var aws = new FakeAws { Override = request => request.Path == "/container" ? Reply.Json(body) : null };
        using var home = new TestHome(aws);
        home.Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container");

        var failure = await FailureOf(home);

        Assert.Equal("CredentialsNotFound", failure.ErrorCode);
        Assert.Contains("container", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/keys")]
    [InlineData("//127.0.0.1:1/keys")]
    [InlineData("keys")]
    public async Task Container_path_that_could_name_another_host_is_rejected(string path)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", path);

        Assert.Equal(
            $"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is '{path}', but must be a path that starts with a single /.",
            (await FailureOf(home)).Message);
        Assert.Empty(aws.Requests);
    }

    [Theory]
    [InlineData("http://169.254.170.2/keys")]
    [InlineData("http://169.254.170.23/v1/credentials")]
    [InlineData("http://[fd00:ec2::23]/v1/credentials")]
    [InlineData("http://localhost:1/keys")]
    [InlineData("http://[::1]:1/keys")]
    [InlineData("https://vault.example/keys")]
    public void Container_address_is_accepted_for_link_local_loopback_and_https(string address) =>
        Assert.Equal(
            "the container", ContainerCredentials.Find(ClientTesting.Nowhere(("AWS_CONTAINER_CREDENTIALS_FULL_URI", address)))!.Name);

    [Theory]
    [InlineData("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")]
    [InlineData("")]
    public async Task Source_that_hangs_times_out_within_three_seconds(string variable)
    {
        await using var silent = new StandIn(Reply.Hang);
        using var home = new TestHome(new Uri(silent.Url));
        if (variable.Length > 0)
            home.Set(variable, "/container");
        var clock = new ExpiredClock();

        Assert.Equal("CredentialsNotFound", (await FailureOf(home, clock)).ErrorCode);
        Assert.InRange(clock.Waited, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Missing_Region_is_reported_within_three_seconds_while_the_metadata_hangs()
    {
        await using var silent = new StandIn(Reply.Hang);
        using var home = new TestHome(new Uri(silent.Url));
        var clock = new ExpiredClock();

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => ClientTesting.ConnectAsync(new ConnectionSettings { Environment = home.Environment with { Clock = clock } }));

        Assert.Equal("RegionNotFound", failure.ErrorCode);
        Assert.InRange(clock.Waited, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData(
        "[default]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\n"
        + "[profile base]\naws_access_key_id = A\naws_secret_access_key = s")]
    [InlineData("[default]\nrole_arn = arn:aws:iam::123456789012:role/r\nweb_identity_token_file = TOKENFILE")]
    [InlineData("")]
    public async Task Connect_ends_when_canceled_while_a_source_hangs(string config)
    {
        await using var silent = new StandIn(Reply.Hang);
        using var home = new TestHome(new Uri(silent.Url));
        home.Set("AWS_ENDPOINT_URL_STS", silent.Url)
            .Config(config.Replace("TOKENFILE", home.Write("jwt", "jwt"), StringComparison.Ordinal));
        using var cancel = new CancellationTokenSource();
        var connect = BedrockClient.ConnectAsync(
            new ConnectionSettings { Region = "us-east-1", Environment = home.Environment }, _ => { }, _ => { }, cancel.Token);
        while (silent.Requests.IsEmpty && !connect.IsCompleted)
            await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connect.WaitAsync(ClientTesting.Patience));
    }

    private static Task<BedrockException> FailureOf(TestHome home, TimeProvider? clock = null) => Assert.ThrowsAsync<BedrockException>(() =>
        ClientTesting.ConnectAsync(
            new ConnectionSettings { Region = "us-east-1", Environment = home.Environment with { Clock = clock ?? TimeProvider.System } }));
}
