using System.Diagnostics.CodeAnalysis;
using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

public sealed class EndpointOrderTests
{
    [Theory]
    [InlineData(0, "http://127.0.0.1:1001", "-EndpointUrl")]
    [InlineData(1, "http://127.0.0.1:1002", "AWS_ENDPOINT_URL_BEDROCK")]
    [InlineData(2, "http://127.0.0.1:1003", "AWS_ENDPOINT_URL")]
    [InlineData(3, "http://127.0.0.1:1004", "the services section 'local' of the profile 'named'")]
    [InlineData(4, "http://127.0.0.1:1005", "endpoint_url of the profile 'named'")]
    [InlineData(5, "https://bedrock.us-east-1.amazonaws.com", "the Region")]
    public async Task Source_wins_when_all_above_it_are_absent_and_all_below_it_are_present(int row, string url, string source)
    {
        using var home = NamedHome(services: row <= 3, endpoint: row <= 4);
        if (row <= 2)
            home.Set("AWS_ENDPOINT_URL", "http://127.0.0.1:1003");
        if (row <= 1)
            home.Set("AWS_ENDPOINT_URL_BEDROCK", "http://127.0.0.1:1002");

        var (client, messages) = await Connect(home, row <= 0 ? "http://127.0.0.1:1001" : null);

        Assert.Equal(url, client.EndpointUrl);
        Assert.Contains($"Endpoint {url}/ from {source}.", messages);
    }

    [Fact]
    public async Task Configured_endpoints_can_be_turned_off_but_not_EndpointUrl()
    {
        using var home = NamedHome(services: true, endpoint: true);
        home.Set("AWS_ENDPOINT_URL_BEDROCK", "http://127.0.0.1:1002").Set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");

        Assert.Equal("https://bedrock.us-east-1.amazonaws.com", (await Connect(home, null)).Client.EndpointUrl);
        Assert.Equal("http://127.0.0.1:1001", (await Connect(home, "http://127.0.0.1:1001")).Client.EndpointUrl);
    }

    [Theory]
    [InlineData("us-east-1", "", "bedrock.us-east-1.amazonaws.com")]
    [InlineData("us-east-1", "fips", "bedrock-fips.us-east-1.amazonaws.com")]
    [InlineData("us-east-1", "dualstack", "bedrock.us-east-1.api.aws")]
    [InlineData("us-east-1", "both", "bedrock-fips.us-east-1.api.aws")]
    [InlineData("us-gov-west-1", "fips", "bedrock-fips.us-gov-west-1.amazonaws.com")]
    [InlineData("us-gov-west-1", "dualstack", "bedrock.us-gov-west-1.api.aws")]
    [InlineData("cn-north-1", "", "bedrock.cn-north-1.amazonaws.com.cn")]
    [InlineData("cn-north-1", "dualstack", "bedrock.cn-north-1.api.amazonwebservices.com.cn")]
    [InlineData("eusc-de-east-1", "", "bedrock.eusc-de-east-1.amazonaws.eu")]
    [InlineData("eusc-de-east-1", "both", "bedrock-fips.eusc-de-east-1.api.amazonwebservices.eu")]
    [InlineData("us-iso-east-1", "", "bedrock.us-iso-east-1.c2s.ic.gov")]
    [InlineData("us-isob-east-1", "", "bedrock.us-isob-east-1.sc2s.sgov.gov")]
    [InlineData("eu-isoe-west-1", "", "bedrock.eu-isoe-west-1.cloud.adc-e.uk")]
    [InlineData("us-isof-south-1", "dualstack", "bedrock.us-isof-south-1.api.aws.hci.ic.gov")]
    [InlineData("xx-new-9", "", "bedrock.xx-new-9.amazonaws.com")]
    public async Task Partition_has_its_host_with_and_without_FIPS_and_dual_stack(string region, string variant, string host)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        if (variant is "fips" or "both")
            home.Set("AWS_USE_FIPS_ENDPOINT", "true");
        if (variant is "dualstack" or "both")
            home.Config("[default]\nuse_dualstack_endpoint = true");

        var (client, _) = await ClientTesting.ConnectAsync(
            new ConnectionSettings { Region = region, Credential = ClientTesting.Keys, Environment = home.Environment });

        Assert.Equal("https://" + host, client.EndpointUrl);
    }

    [Theory]
    [InlineData("use_fips_endpoint = true", "https://bedrock-fips.us-east-1.amazonaws.com")]
    [InlineData("use_dualstack_endpoint = TRUE", "https://bedrock.us-east-1.api.aws")]
    [InlineData("use_fips_endpoint = false", "https://bedrock.us-east-1.amazonaws.com")]
    public async Task Named_profile_sets_FIPS_and_dual_stack_and_the_default_profile_does_not(string setting, string url)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Config(
            $"[profile named]\naws_access_key_id = A\naws_secret_access_key = secret\n{setting}\n[default]\n"
            + "use_fips_endpoint = true\nuse_dualstack_endpoint = true");

        Assert.Equal(url, (await Connect(home, null)).Client.EndpointUrl);
    }

    [Fact]
    public async Task Environment_FIPS_setting_wins_over_the_profile()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Set("AWS_USE_FIPS_ENDPOINT", "false")
            .Config("[profile named]\naws_access_key_id = A\naws_secret_access_key = secret\nuse_fips_endpoint = true");

        Assert.Equal("https://bedrock.us-east-1.amazonaws.com", (await Connect(home, null)).Client.EndpointUrl);
    }

    [Theory]
    [InlineData("AWS_USE_FIPS_ENDPOINT", "FIPS")]
    [InlineData("AWS_USE_DUALSTACK_ENDPOINT", "dual-stack")]
    public async Task Custom_endpoint_with_FIPS_or_dual_stack_is_rejected(string variable, string word)
    {
        using var home = NamedHome(services: false, endpoint: false);
        home.Set(variable, "true");

        var failure = await Assert.ThrowsAsync<BedrockException>(() => Connect(home, "http://127.0.0.1:1001"));

        Assert.Equal("InvalidEndpoint", failure.ErrorCode);
        Assert.Contains(word, failure.Message, StringComparison.Ordinal);
        Assert.Contains(variable, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Custom_endpoint_of_STS_with_FIPS_is_rejected()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_USE_FIPS_ENDPOINT", "true")
            .Config(
                "[default]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\n[profile base]\n"
                + "aws_access_key_id = A\naws_secret_access_key = secret");

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => ClientTesting.ConnectAsync(new ConnectionSettings { Region = "us-east-1", Environment = home.Environment }));

        Assert.StartsWith(
            $"The endpoint {aws.Url}/ (from AWS_ENDPOINT_URL_STS) cannot be combined with FIPS endpoints",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Empty(aws.Requests);
    }

    [Fact]
    public async Task FIPS_setting_that_is_not_true_or_false_is_rejected()
    {
        using var home = NamedHome(services: false, endpoint: false);
        home.Set("AWS_USE_FIPS_ENDPOINT", "yes");

        var failure = await Assert.ThrowsAsync<BedrockException>(() => Connect(home, null));

        Assert.Equal("AWS_USE_FIPS_ENDPOINT is 'yes', but must be true or false.", failure.Message);
    }

    [Theory]
    [InlineData("localhost:4566", "'localhost:4566' (from -EndpointUrl) is not a valid endpoint.")]
    [InlineData("ftp://127.0.0.1", "'ftp://127.0.0.1' (from -EndpointUrl) is not a valid endpoint.")]
    [InlineData("127.0.0.1", "'127.0.0.1' (from -EndpointUrl) is not a valid endpoint.")]
    [InlineData("http://", "'http://' (from -EndpointUrl) is not a valid endpoint.")]
    [InlineData("http://user:pass@127.0.0.1", "The value from -EndpointUrl is not a valid endpoint.")]
    [InlineData("user:pass@127.0.0.1", "The value from -EndpointUrl is not a valid endpoint.")]
    [InlineData("http://127.0.0.1/?key=pass", "The value from -EndpointUrl is not a valid endpoint.")]
    [InlineData("http://127.0.0.1/#pass", "The value from -EndpointUrl is not a valid endpoint.")]
    public async Task Invalid_endpoint_is_rejected_and_its_password_not_shown(string url, string expected)
    {
        using var home = NamedHome(services: false, endpoint: false);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => Connect(home, url));

        Assert.Equal(
            failure.Message,
            (await Assert.ThrowsAsync<BedrockException>(() => Connect(home.Set("AWS_USE_FIPS_ENDPOINT", "true"), url))).Message);
        Assert.Equal("InvalidEndpoint", failure.ErrorCode);
        Assert.StartsWith(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pass", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoint_path_precedes_the_path_of_the_operation()
    {
        await using var server = new StandIn(Reply.Model);
        using var home = NamedHome(services: false, endpoint: false);
        var (client, _) = await Connect(home, server.Url + "/bedrock/v1/");

        await client.GetCustomModelAsync("m", CancellationToken.None);

        Assert.Equal("/bedrock/v1/custom-models/m", server.Last.Path);
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller disposes.")]
    private static TestHome NamedHome(bool services, bool endpoint) => new TestHome(new Uri("http://127.0.0.1:1")).Config(
        "[profile named]\naws_access_key_id = A\naws_secret_access_key = secret\n"
        + (services ? "services = local\n" : "")
        + (endpoint ? "endpoint_url = http://127.0.0.1:1005\n" : "")
        + "[services local]\nbedrock =\n  endpoint_url = http://127.0.0.1:1004\n");

    private static ConnectionSettings Settings(TestHome home, string? url) =>
        new() { Region = "us-east-1", ProfileName = "named", EndpointUrl = url, Environment = home.Environment };

    private static async Task<(BedrockClient Client, List<string> Messages)> Connect(TestHome home, string? url)
    {
        var messages = new List<string>();
        return (await BedrockClient.ConnectAsync(Settings(home, url), messages.Add, _ => { }, CancellationToken.None), messages);
    }
}
