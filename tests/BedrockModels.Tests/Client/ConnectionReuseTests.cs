using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>A connection is settled once, and kept while nothing that it was read from has changed.</summary>
public sealed class ConnectionReuseTests
{
    private static readonly DateTime LongAgo = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Profile_file_is_not_opened_again_while_its_stamp_is_the_same()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        WriteKeys(home, "AKIAONE", LongAgo);
        await home.CallAsync(aws, profile: null, region: null);

        WriteKeys(home, "AKIATWO", LongAgo);
        for (var i = 0; i < 20; i++)
            await home.CallAsync(aws, profile: null, region: null);

        Assert.Equal("AKIAONE", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Profile_file_with_a_new_stamp_is_read_by_the_next_command()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        WriteKeys(home, "AKIAONE", LongAgo);
        await home.CallAsync(aws, profile: null, region: null);

        WriteKeys(home, "AKIATWO", LongAgo.AddSeconds(1));
        await home.CallAsync(aws, profile: null, region: null);

        Assert.Equal("AKIATWO", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Profile_file_that_was_written_just_now_is_read_by_each_command()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        var now = DateTime.UtcNow.AddMinutes(1);
        WriteKeys(home, "AKIAONE", now);
        await home.CallAsync(aws, profile: null, region: null);

        WriteKeys(home, "AKIATWO", now);
        await home.CallAsync(aws, profile: null, region: null);

        Assert.Equal("AKIATWO", aws.Bedrock.AccessKey);
    }

    [Theory]
    [InlineData("AWS_REGION", "eu-west-1")]
    [InlineData("AWS_ACCESS_KEY_ID", "AKIAVARIABLE")]
    public async Task Variable_that_changes_is_read_by_the_next_command(string variable, string value)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        WriteKeys(home, "AKIAONE", LongAgo);
        await home.CallAsync(aws, profile: null, region: null);

        home.Set("AWS_SECRET_ACCESS_KEY", "secret").Set("AWS_ACCESS_KEY_ID", "AKIAOTHER").Set(variable, value);
        await home.CallAsync(aws, profile: null, region: null);

        Assert.Contains(value, aws.Bedrock.Header("Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbose_names_the_sources_of_a_connection_that_is_used_again()
    {
        await using var server = new StandIn(Reply.Model);
        var settings = ClientTesting.To(server);
        var (first, second) = (new List<string>(), new List<string>());

        await BedrockClient.ConnectAsync(settings, first.Add, _ => { }, CancellationToken.None);
        await BedrockClient.ConnectAsync(settings, second.Add, _ => { }, CancellationToken.None);

        Assert.Contains("Region us-east-1 from -Region.", first);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Source_of_keys_with_the_same_keys_keeps_its_own_name()
    {
        await using var server = new StandIn(Reply.Model);
        var settings = ClientTesting.To(server);
        var lines = new List<string>();

        await BedrockClient.ConnectAsync(settings, _ => { }, _ => { }, CancellationToken.None);
        await BedrockClient.ConnectAsync(
            settings with { Credential = ClientTesting.Keys with { Name = "-Credential" } }, lines.Add, _ => { }, CancellationToken.None);

        Assert.Contains("Credentials from -Credential.", lines);
    }

    [Fact]
    public async Task Connection_whose_keys_cannot_be_read_is_settled_again()
    {
        await using var server = new StandIn(Reply.Model);
        var reads = 0;
        var source = new CredentialSource("-Credential", new object(), () => ++reads is 2
            ? throw new InvalidOperationException("Log in again.") : new AccessKeys("AKIA", "secret", null));
        var settings = ClientTesting.To(server) with { Credential = source };
        await BedrockClient.ConnectAsync(settings, _ => { }, _ => { }, CancellationToken.None);

        var refused = await Assert.ThrowsAsync<BedrockException>(
            () => BedrockClient.ConnectAsync(settings, _ => { }, _ => { }, CancellationToken.None));
        await BedrockClient.ConnectAsync(settings, _ => { }, _ => { }, CancellationToken.None);

        Assert.Contains("Log in again", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, reads);
    }

    private static void WriteKeys(TestHome home, string key, DateTime time)
    {
        var path = home.Write(
            ".aws/credentials", $"[default]\naws_access_key_id = {key}\naws_secret_access_key = secret\nregion = us-east-1\n");
        File.SetLastWriteTimeUtc(path, time);
    }
}
