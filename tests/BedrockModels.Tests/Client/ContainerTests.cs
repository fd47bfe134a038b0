using BedrockModels.Client;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Client;

/// <summary>The credentials of an ECS task or an EKS pod.</summary>
public sealed class ContainerTests
{
    private static readonly CancellationToken None = CancellationToken.None;

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
            $"'{path}' (from AWS_CONTAINER_CREDENTIALS_RELATIVE_URI) is not valid. Use a path that starts with a single /.",
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
    [InlineData("http://192.0.2.1/keys")]
    [InlineData("ftp://127.0.0.1/keys")]
    [InlineData("keys")]
    public async Task Container_address_that_would_expose_the_token_is_rejected(string address)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", address);

        var failure = await FailureOf(new ConnectionSettings { Region = "us-east-1", Environment = home.Environment });

        Assert.Equal("CredentialsNotFound", failure.ErrorCode);
        Assert.Contains($"'{address}'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RELATIVE", "//me:s3cret@127.0.0.1:1/keys")]
    [InlineData("FULL", "http://me:s3cret@192.0.2.1/keys")]
    [InlineData("FULL", "http://me:s3cret@127.0.0.1:1/keys?key=s3cret")]
    public async Task Password_in_a_container_address_is_not_shown(string kind, string address)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Set($"AWS_CONTAINER_CREDENTIALS_{kind}_URI", address);

        var failure = await FailureOf(home);

        Assert.Contains("AWS_CONTAINER_CREDENTIALS_", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Container_request_has_the_authorization_token(bool fromFile)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.Url + "/container");
        if (fromFile)
            home.Set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", home.Write("pod-token", "the-token\n"));
        else
            home.Set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "the-token");
        var (client, _) = await ClientTesting.ConnectAsync(
            new ConnectionSettings { Region = "us-east-1", EndpointUrl = aws.Url, Environment = home.Environment });

        await client.GetCustomModelAsync("m", None);

        Assert.Equal("the-token", aws.Requests.First().Header("Authorization"));
        Assert.Equal("ASIACONTAINER", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Container_that_fails_is_an_error_and_not_skipped()
    {
        await using var aws = new FakeAws
        {
            Override = request => request.Path == "/container" ? Reply.Text("no", 403, "text/plain") : null,
        };
        using var home = new TestHome(aws);
        home.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.Url + "/container");

        var failure = await FailureOf(new ConnectionSettings { Region = "us-east-1", Environment = home.Environment });

        Assert.Contains("HTTP 403", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.170.2@192.0.2.1/keys")]
    [InlineData("http://localhost.example/keys")]
    [InlineData("http://169.254.169.254/keys")]
    public async Task Container_address_that_only_looks_local_is_rejected(string address)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", address);

        var failure = await FailureOf(home);

        Assert.Contains("an https address, or an http address of this computer or container", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-file", "Check that the file exists and is readable.")]
    [InlineData("empty", "because the file is empty.")]
    public async Task Token_file_without_a_token_is_named(string file, string reason)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container").Set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file);
        home.Write("empty", "\n");

        var failure = await FailureOf(home);

        Assert.Contains("could not be read from " + Path.Combine(home.Folder, file), failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_CONTAINER_AUTHORIZATION_TOKEN", "SECRET\n")]
    [InlineData("AWS_CONTAINER_AUTHORIZATION_TOKEN", "SECRET\r\nX-Other: 1")]
    [InlineData("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "SECRET\nX-Other: 1\n")]
    public async Task Token_with_a_line_break_is_not_sent_and_not_shown(string variable, string token)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container");
        home.Set(variable, variable.EndsWith("FILE", StringComparison.Ordinal) ? home.Write("pod-token", token) : token);

        var failure = await FailureOf(home);

        Assert.Equal(
            $"The token in {variable} contains a line break or another character that cannot be sent. Copy it again.", failure.Message);
        Assert.Empty(aws.Requests);
    }

    [Fact]
    public async Task Relative_token_file_starts_in_the_working_folder_of_each_call()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container").Set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "pod-token");
        await FailureOf(home);
        home.Write("a/pod-token", "Basic the-token");

        await ClientTesting.ConnectAsync(new ConnectionSettings
        {
            Region = "us-east-1",
            Environment = home.Environment with { WorkingFolder = Path.Combine(home.Folder, "a") },
        });

        Assert.Equal("Basic the-token", aws.Requests.First().Header("Authorization"));
    }

    [Fact]
    public async Task Token_file_behind_a_link_is_read_again_for_each_request()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var aws = new FakeAws
        {
            Override = request => request.Path == "/container" ? Reply.Json(Keys(clock.GetUtcNow().AddMinutes(10))) : null,
        };
        using var home = new TestHome(aws) { Clock = clock };
        home.Write("volume/..1/token", "one\n");
        home.Write("volume/..2/token", "two\n");
        var data = Path.Combine(home.Folder, "volume", "..data");
        Directory.CreateSymbolicLink(data, "..1");
        File.CreateSymbolicLink(Path.Combine(home.Folder, "volume", "token"), "..data/token");
        home.Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container").Set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "volume/token");
        await home.CallAsync(aws, profile: null);

        Directory.Delete(data);
        Directory.CreateSymbolicLink(data, "..2");
        clock.Advance(TimeSpan.FromMinutes(6));
        await home.CallAsync(aws, profile: null);

        Assert.Equal(["one", "two"], aws.Requests.Where(r => r.Path == "/container").Select(r => r.Header("Authorization")));
    }

    [Theory]
    [InlineData("")]
    [InlineData(", \"Expiration\": null")]
    public async Task Credentials_without_an_end_are_requested_once(string end)
    {
        await using var aws = new FakeAws
        {
            Override = request => request.Path == "/container"
                ? Reply.Json($$"""{"AccessKeyId": "ASIACONTAINER", "SecretAccessKey": "secret", "Token": "token"{{end}}}""")
                : null,
        };
        using var home = new TestHome(aws);
        home.Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container");

        await home.CallAsync(aws, profile: null);
        await home.CallAsync(aws, profile: null);

        Assert.Equal(("ASIACONTAINER", "token"), (aws.Bedrock.AccessKey, aws.Bedrock.Header("x-amz-security-token")));
        Assert.Single(aws.Requests, r => r.Path == "/container");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    public async Task Container_that_fails_for_a_moment_is_asked_again(int status)
    {
        var answers = 0;
        await using var aws = new FakeAws
        {
            Override = request => request.Path == "/container" && ++answers < 3 ? Reply.Text("no", status, "text/plain") : null,
        };
        using var home = new TestHome(aws);
        home.Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container");

        await home.CallAsync(aws, profile: null);

        Assert.Equal(("ASIACONTAINER", 3), (aws.Bedrock.AccessKey, answers));
    }

    private static string Keys(DateTimeOffset end) =>
        $$"""
        {
            "AccessKeyId": "ASIACONTAINER", "SecretAccessKey": "secret", "Token": "token",
            "Expiration": "{{end:yyyy-MM-ddTHH:mm:ssZ}}"
        }
        """;

    private static Task<BedrockException> FailureOf(TestHome home) =>
        FailureOf(new ConnectionSettings { Region = "us-east-1", Environment = home.Environment });

    private static Task<BedrockException> FailureOf(ConnectionSettings settings) =>
        Assert.ThrowsAsync<BedrockException>(() => ClientTesting.ConnectAsync(settings));
}
