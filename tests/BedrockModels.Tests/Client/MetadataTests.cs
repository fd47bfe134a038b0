using BedrockModels.Client;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Client;

/// <summary>The Region and credentials of instances, and sources that hang.</summary>
public sealed partial class MetadataTests
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
    [InlineData("""{"Code":"AssumeRoleUnauthorizedAccess","Message":"m"}""", "the role the-role: AssumeRoleUnauthorizedAccess")]
    [InlineData("nonsense SECRET", "no credentials for the role the-role)")]
    public async Task Response_without_credentials_is_reported_with_its_code(string body, string expected)
    {
        await using var aws = new FakeAws
        {
            Override = request => request.Path.EndsWith("/the-role", StringComparison.Ordinal) ? Reply.Json(body) : null,
        };
        using var home = new TestHome(aws);

        var failure = await FailureOf(home);

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_token_that_does_not_arrive_is_told_from_a_computer_without_metadata()
    {
        await using var aws = new FakeAws { Override = request => request.Method == "PUT" ? Reply.Drop : null };
        using var home = new TestHome(aws);
        using var nowhere = new TestHome(new Uri("http://127.0.0.1:1"));

        var dropped = await FailureOf(home);
        var refused = await FailureOf(nowhere);

        Assert.Contains(
            "instance metadata (no response to the request for a session token. On EC2, check that IMDSv2 is turned on and that the",
            dropped.Message,
            StringComparison.Ordinal);
        Assert.Contains("instance metadata (no response), ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(2)]
    public async Task Credentials_that_were_not_renewed_in_time_are_used_with_a_warning_and_requested_again_later(int minutes)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var end = clock.GetUtcNow().AddMinutes(minutes);
        await using var aws = new FakeAws
        {
            Override = request => request.Path.EndsWith("/the-role", StringComparison.Ordinal) ? Reply.Json(Keys("ASIAOLD", end)) : null,
        };
        using var home = new TestHome(aws) { Clock = clock };
        var warnings = new List<string>();

        await CallAsync(aws, home, warnings);
        await CallAsync(aws, home, warnings);

        Assert.Equal("ASIAOLD", aws.Bedrock.AccessKey);
        Assert.Equal(1, CountKeyRequests(aws));
        Assert.Equal(
            [
                $"The credentials from the instance metadata were not renewed in time (they end at {end:u}). "
                + "They are used until there are new ones.",
            ],
            warnings);

        // The service recovers.
        aws.Override = null;
        clock.Advance(TimeSpan.FromMinutes(11));
        await CallAsync(aws, home, warnings);
        Assert.Equal(("ASIAINSTANCE", 2), (aws.Bedrock.AccessKey, CountKeyRequests(aws)));
        Assert.Single(warnings);
    }

    [Fact]
    public async Task Credentials_are_used_after_their_end_while_the_metadata_does_not_respond()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var aws = new FakeAws();
        using var home = new TestHome(aws) { Clock = clock };
        await CallAsync(aws, home, []);
        aws.Override = request => request.Path.StartsWith("/latest/", StringComparison.Ordinal) ? Reply.Text("no", 503, "a/b") : null;
        clock.Advance(TimeSpan.FromHours(7));
        var warnings = new List<string>();

        await CallAsync(aws, home, warnings);

        Assert.Equal("ASIAINSTANCE", aws.Bedrock.AccessKey);
        Assert.Single(warnings);
    }

    [Fact]
    public async Task Region_and_credentials_are_requested_once()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);

        for (var call = 0; call < 3; call++)
            await home.CallAsync(aws, profile: null, region: null);

        Assert.Equal(5, aws.Requests.Count(r => r.Path.StartsWith("/latest/", StringComparison.Ordinal)));
        Assert.Equal("eu-north-1", aws.Bedrock.SigningRegion);
    }

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

    private static int CountKeyRequests(FakeAws aws) => aws.Requests.Count(r => r.Path.EndsWith("/the-role", StringComparison.Ordinal));

    private static string Keys(string key, DateTimeOffset end) =>
        $$"""
        {
            "Code": "Success", "AccessKeyId": "{{key}}", "SecretAccessKey": "secret", "Token": "token",
            "Expiration": "{{end:yyyy-MM-ddTHH:mm:ssZ}}"
        }
        """;

    private static async Task CallAsync(FakeAws aws, TestHome home, List<string> warnings)
    {
        var settings = new ConnectionSettings { Region = "us-east-1", EndpointUrl = aws.Url, Environment = home.Environment };
        var client = await BedrockClient.ConnectAsync(settings, _ => { }, _ => { }, CancellationToken.None, warnings.Add);
        await client.GetCustomModelAsync("m", CancellationToken.None);
    }

    private static Task<BedrockException> FailureOf(TestHome home, TimeProvider? clock = null) => Assert.ThrowsAsync<BedrockException>(() =>
        ClientTesting.ConnectAsync(
            new ConnectionSettings { Region = "us-east-1", Environment = home.Environment with { Clock = clock ?? TimeProvider.System } }));
}
