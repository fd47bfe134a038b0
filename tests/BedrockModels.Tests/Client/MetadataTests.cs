using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>The credentials that containers and instances are given, and look-ups that hang.</summary>
public sealed class MetadataTests
{
    [Fact]
    public async Task An_instance_is_asked_by_a_session_of_its_metadata_service()
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        var (client, _) = await ClientTesting.ConnectAsync(
            new ConnectionSettings { EndpointUrl = world.Url, Environment = home.Environment });
        await client.GetCustomModelAsync("m", CancellationToken.None);
        Assert.Equal(("ASIAINSTANCE", "eu-north-1"), (world.Bedrock.AccessKey, world.Bedrock.SigningRegion));
        var asked = world.Requests.Where(r => r.Path.StartsWith("/latest/", StringComparison.Ordinal)).ToList();
        Expect.Each(asked.Where(r => r.Method == "PUT"), r => Assert.NotEmpty(r.Header("x-aws-ec2-metadata-token-ttl-seconds")));
        Expect.Each(asked.Where(r => r.Method == "GET"), r => Assert.Equal("metadata-session", r.Header("x-aws-ec2-metadata-token")));
    }

    [Theory]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT", "")]
    [InlineData("", "ec2_metadata_service_endpoint")]
    public async Task The_metadata_service_is_where_the_variable_or_the_profile_says(string variable, string setting)
    {
        await using var world = new FakeAws();
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        if (variable.Length > 0)
            home.Set(variable, world.Url);
        if (setting.Length > 0)
            home.Config($"[default]\n{setting} = {world.Url}");
        var (client, _) = await ClientTesting.ConnectAsync(
            new ConnectionSettings { EndpointUrl = world.Url, Environment = home.Environment });
        Assert.Equal("eu-north-1", client.Region);
    }

    [Theory]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT", "'nowhere' (from AWS_EC2_METADATA_SERVICE_ENDPOINT) is not a valid endpoint.")]
    [InlineData(
        "ec2_metadata_service_endpoint",
        "'nowhere' (from ec2_metadata_service_endpoint of the profile 'default') is not a valid endpoint.")]
    public async Task An_address_of_the_metadata_service_that_is_none_is_told_by_what_gave_it(string setting, string says)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        if (setting.StartsWith("AWS", StringComparison.Ordinal))
            home.Set(setting, "nowhere");
        else
            home.Config($"[default]\n{setting} = nowhere");
        Assert.StartsWith(says, (await FailureOf(home)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/latest/api/token", 403, "instance metadata (no response)")]
    [InlineData("/latest/meta-data/iam/security-credentials/", 404, "instance metadata (no response)")]
    [InlineData("/latest/meta-data/iam/security-credentials/the-role", 404, "The instance metadata returned no credentials")]
    public async Task An_instance_without_credentials_is_told(string path, int status, string says)
    {
        await using var world = new FakeAws { Override = seen => seen.Path == path ? Reply.Text("no", status, "text/plain") : null };
        using var home = new TestHome(world);
        Assert.Contains(says, (await FailureOf(home)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nonsense SECRET")]
    [InlineData("""{"AccessKeyId":null,"SecretAccessKey":"SECRET"}""")]
    [InlineData("""{"AccessKeyId":"A","SecretAccessKey":"SECRET","Expiration":"soon"}""")]
    [InlineData("""{"AccessKeyId":"A","SecretAccessKey":"SECRET","Expiration":"2001-01-01T00:00:00Z"}""")]
    public async Task Nonsense_from_the_container_is_told_and_not_repeated(string body)
    {
        await using var world = new FakeAws { Override = seen => seen.Path == "/container" ? Reply.Json(body) : null };
        using var home = new TestHome(world);
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
    public async Task A_relative_address_that_could_name_another_host_is_refused(string path)
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", path);
        Assert.Equal(
            $"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is '{path}', but must be a path that starts with a single /.",
            (await FailureOf(home)).Message);
        Assert.Empty(world.Requests);
    }

    [Theory]
    [InlineData("http://169.254.170.2/keys")]
    [InlineData("http://169.254.170.23/v1/credentials")]
    [InlineData("http://[fd00:ec2::23]/v1/credentials")]
    [InlineData("http://localhost:1/keys")]
    [InlineData("http://[::1]:1/keys")]
    [InlineData("https://vault.example/keys")]
    public void A_full_address_may_be_the_container_s_own_loopback_or_https(string address) =>
        Assert.Equal(
            "the container", ContainerCredentials.Find(ClientTesting.Nowhere(("AWS_CONTAINER_CREDENTIALS_FULL_URI", address)))!.Name);

    [Fact]
    public async Task A_container_s_token_file_that_cannot_be_read_is_named()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container").Set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "no-such-file");
        Assert.Contains("could not be read from no-such-file", (await FailureOf(home)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")]
    [InlineData("")]
    public async Task A_source_that_hangs_is_given_up_within_three_seconds(string variable)
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
    public async Task A_Region_that_nothing_names_is_told_within_three_seconds_where_the_metadata_hangs()
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
    public async Task A_look_up_that_hangs_does_not_hold_a_cancellation(string config)
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

    [Fact]
    public async Task A_process_that_hangs_does_not_hold_a_cancellation()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The credential_process of this test uses a Unix shell.");
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        var started = Path.Combine(home.Folder, "started");
        home.Config($"[default]\ncredential_process = touch \"{started}\"; exec sleep 30");
        using var cancel = new CancellationTokenSource();
        var connect = BedrockClient.ConnectAsync(
            new ConnectionSettings { Region = "us-east-1", Environment = home.Environment }, _ => { }, _ => { }, cancel.Token);
        while (!File.Exists(started) && !connect.IsCompleted)
            await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connect.WaitAsync(ClientTesting.Patience));
    }

    private static Task<BedrockException> FailureOf(TestHome home, TimeProvider? clock = null) => Assert.ThrowsAsync<BedrockException>(() =>
        ClientTesting.ConnectAsync(
            new ConnectionSettings { Region = "us-east-1", Environment = home.Environment with { Clock = clock ?? TimeProvider.System } }));
}
