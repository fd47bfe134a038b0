namespace BedrockModels.Tests.Client;

/// <summary>The settings of the requests.</summary>
public sealed partial class MetadataTests
{
    [Fact]
    public async Task Endpoint_can_have_a_path()
    {
        await using var aws = new FakeAws { Override = r => r.Path == "/imds/latest/api/token" ? Reply.Text("", 418, "a/b") : null };
        using var home = new TestHome(aws);
        home.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", aws.Url + "/imds/");

        Assert.Contains("HTTP 418", (await FailureOf(home)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "")]
    [InlineData("", "metadata_service_num_attempts")]
    public async Task Failed_request_is_repeated_as_often_as_the_settings_say(string variable, string setting)
    {
        var asked = 0;
        await using var aws = new FakeAws { Override = r => r.Method == "PUT" && ++asked < 3 ? Reply.Text("no", 503, "text/plain") : null };
        using var home = new TestHome(aws);
        if (variable.Length > 0)
            home.Set(variable, "3");
        if (setting.Length > 0)
            home.Config($"[default]\n{setting} = 3");

        await home.CallAsync(aws, profile: null);

        Assert.Equal(("ASIAINSTANCE", 3), (aws.Bedrock.AccessKey, asked));
    }

    [Theory]
    [InlineData("AWS_METADATA_SERVICE_TIMEOUT", "2.5", 2.5)]
    [InlineData("AWS_METADATA_SERVICE_TIMEOUT", "never", 1)]
    public async Task Request_takes_as_long_as_the_settings_say(string variable, string value, double seconds)
    {
        await using var silent = new StandIn(Reply.Hang);
        using var home = new TestHome(new Uri(silent.Url));
        home.Set(variable, value);
        var clock = new ExpiredClock();

        await FailureOf(home, clock);

        Assert.Equal(TimeSpan.FromSeconds(seconds), clock.Waited);
    }

    [Theory]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")]
    [InlineData("ec2_metadata_service_endpoint_mode")]
    public async Task Unknown_endpoint_mode_is_rejected_and_its_source_named(string setting)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        if (setting.StartsWith("AWS", StringComparison.Ordinal))
            home.Set(setting, "IPv5");
        else
            home.Config($"[default]\n{setting} = IPv5");

        var failure = await FailureOf(home);

        Assert.StartsWith(setting, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("is 'IPv5', but must be IPv4 or IPv6.", failure.Message, StringComparison.Ordinal);
    }
}
