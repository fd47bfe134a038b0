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

    [Fact]
    public async Task Token_of_each_working_folder_is_sent_for_its_calls()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config("[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nweb_identity_token_file = $SUB/token");
        home.Set("SUB", "a");
        home.Write("one/a/token", "1a");
        home.Write("two/a/token", "2a");
        home.Write("two/b/token", "2b");

        foreach (var (location, sub) in ((string, string)[])[("one", "a"), ("two", "a"), ("two", "b"), ("one", "a")])
        {
            home.Location = location;
            await home.Set("SUB", sub).CallAsync(aws);
        }

        Assert.Equal(["1a", "2a", "2b"], aws.Sts.Select(form => form["WebIdentityToken"]));
    }

    [Fact]
    public async Task Container_that_a_role_gets_its_keys_from_is_that_of_the_variables()
    {
        await using var aws = new FakeAws
        {
            Override = request => request.Path == "/other"
                ? Reply.Json("""{"AccessKeyId":"ASIAOTHER","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-01T00:00:00Z"}""")
                : null,
        };
        using var home = new TestHome(aws);
        home.Config("[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\ncredential_source = EcsContainer");
        await home.Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container").CallAsync(aws);

        await home.Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/other").CallAsync(aws);

        Assert.Equal(["ASIACONTAINER", "ASIAOTHER"], aws.Requests.Where(r => r.Path == "/").Select(r => r.AccessKey));
    }

    [Fact]
    public async Task Role_without_a_program_and_a_file_is_assumed_once_for_all_working_folders()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config("[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secret\n"
            + "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base");

        foreach (var location in (string[])["one", "two"])
        {
            home.Location = location;
            await home.CallAsync(aws);
        }

        Assert.Single(aws.Sts);
    }

    private static void WriteKeys(TestHome home, string key, DateTime time)
    {
        var path = home.Write(
            ".aws/credentials", $"[default]\naws_access_key_id = {key}\naws_secret_access_key = secret\nregion = us-east-1\n");
        File.SetLastWriteTimeUtc(path, time);
    }
}
