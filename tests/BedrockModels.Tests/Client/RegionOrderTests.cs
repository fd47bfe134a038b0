using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels.Tests.Client;

public sealed class RegionOrderTests
{
    [Theory]
    [InlineData(0, "us-east-1", "the ARN")]
    [InlineData(1, "us-east-2", "$StoredAWSRegion")]
    [InlineData(2, "us-west-1", "the profile 'named'")]
    [InlineData(3, "us-west-2", "AWS_REGION")]
    [InlineData(4, "ca-central-1", "AWS_DEFAULT_REGION")]
    [InlineData(5, "eu-west-1", "the profile 'default'")]
    [InlineData(6, "eu-north-1", "the instance metadata")]
    public async Task Source_wins_when_all_above_it_are_absent_and_all_below_it_are_present(int row, string region, string source)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        if (row <= 5)
            home.Config("[default]\nregion = eu-west-1");
        if (row <= 4)
            home.Set("AWS_DEFAULT_REGION", "ca-central-1");
        if (row <= 3)
            home.Set("AWS_REGION", "us-west-2");
        home.Config("[profile named]\naws_access_key_id = A\naws_secret_access_key = secret" + (row <= 2 ? "\nregion = us-west-1" : ""));
        var settings = new ConnectionSettings
        {
            Region = row <= 0 ? "us-east-1" : null,
            RegionSource = row <= 0 ? "the ARN" : null,
            StoredRegion = row <= 1 ? "us-east-2" : null,
            ProfileName = "named",
            Environment = home.Environment,
        };
        var messages = new List<string>();

        var client = await BedrockClient.ConnectAsync(settings, messages.Add, _ => { }, CancellationToken.None);

        Assert.Equal(region, client.Region);
        Assert.Equal($"https://bedrock.{region}.amazonaws.com", client.EndpointUrl);
        Assert.Contains($"Region {region} from {source}.", messages);
    }

    [Fact]
    public async Task AWS_PROFILE_Region_replaces_that_of_the_default_profile()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Set("AWS_PROFILE", "mine").Config("[default]\nregion = eu-west-1\n[profile mine]\nregion = eu-west-2");

        var (client, _) = await ClientTesting.ConnectAsync(
            new ConnectionSettings { Credential = ClientTesting.Keys, Environment = home.Environment });

        Assert.Equal("eu-west-2", client.Region);
    }

    [Theory]
    [InlineData("AWS_REGION")]
    [InlineData("AWS_DEFAULT_REGION")]
    public async Task Environment_Region_wins_over_that_of_AWS_PROFILE(string variable)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Set("AWS_PROFILE", "mine").Set(variable, "eu-west-3").Config("[profile mine]\nregion = eu-west-2");

        var (client, _) = await ClientTesting.ConnectAsync(
            new ConnectionSettings { Credential = ClientTesting.Keys, Environment = home.Environment });

        Assert.Equal("eu-west-3", client.Region);
    }

    [Fact]
    public async Task Missing_Region_is_reported_with_the_command_that_sets_it()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Config("[profile named]\naws_access_key_id = A\naws_secret_access_key = secret");

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => ClientTesting.ConnectAsync(new ConnectionSettings { ProfileName = "named", Environment = home.Environment }));

        Assert.Equal("RegionNotFound", failure.ErrorCode);
        Assert.Equal(
            "No Region was found in -Region, $StoredAWSRegion, the profile 'named', AWS_REGION, AWS_DEFAULT_REGION, the profile "
            + "'default' or the instance metadata (no response). Specify -Region or run: aws configure set region REGION --profile named",
            failure.Message);
    }

    [Theory]
    [InlineData("US-WEST-2", "us-west-2")]
    [InlineData("eu_central_1", "eu-central-1")]
    [InlineData("some/where", "us-east-1")]
    public async Task Invalid_Region_is_refused_with_the_nearest_known_one(string region, string nearest)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => ClientTesting.ConnectAsync(
                new ConnectionSettings { Region = region, Credential = ClientTesting.Keys, Environment = home.Environment }));

        Assert.EndsWith($", for example {nearest}.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us\u202e-east-1")]
    [InlineData("US-EAST-1")]
    [InlineData("us-east-1.example.com")]
    [InlineData("us-east-1/")]
    [InlineData("us east 1")]
    [InlineData("-us-east-1")]
    public async Task Invalid_Region_never_becomes_part_of_a_host(string region)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => ClientTesting.ConnectAsync(
                new ConnectionSettings { Region = region, Credential = ClientTesting.Keys, Environment = home.Environment }));

        Assert.Equal("RegionNotFound", failure.ErrorCode);
        Assert.Contains(
            $"{InputText.Quote(region)} (from -Region) is not a valid Region name", failure.Message, StringComparison.Ordinal);
    }
}
