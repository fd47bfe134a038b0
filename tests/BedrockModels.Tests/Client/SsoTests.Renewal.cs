using System.Text.Json.Nodes;

namespace BedrockModels.Tests.Client;

/// <summary>The renewal of tokens.</summary>
public sealed partial class SsoTests
{
    [Fact]
    public async Task Expired_token_of_a_session_is_renewed_when_possible()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(Session);
        Login(home, "corp", "old-token", TimeSpan.FromHours(-1), Renewal);

        await CallAsync(aws, home);

        Assert.Equal("ASIASSOADMIN", aws.Bedrock.AccessKey);
        var renewal = aws.Requests.Single(r => r.Path == "/token");
        Assert.Contains("\"refreshToken\":\"refresh-1\"", renewal.Body, StringComparison.Ordinal);
        Assert.Contains("renewed-token", File.ReadAllText(Path.Combine(home.Folder, CacheFile("corp"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renewed_token_is_stored_beside_what_the_file_had()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(Session);
        Login(home, "corp", "sso-token", TimeSpan.FromMinutes(14), Renewal + ", \"scopes\": \"sso:account:access\"");

        await CallAsync(aws, home);

        var path = Path.Combine(home.Folder, CacheFile("corp"));
        var stored = JsonNode.Parse(File.ReadAllText(path))!;
        Assert.Equal(
            ("renewed-token", "refresh-2", "sso:account:access", "id"),
            ((string?)stored["accessToken"], (string?)stored["refreshToken"], (string?)stored["scopes"], (string?)stored["clientId"]));
        var end = DateTimeOffset.Parse((string)stored["expiresAt"]!, null);
        Assert.InRange(end, DateTimeOffset.UtcNow.AddHours(7), FakeAws.Later.AddHours(3));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(500)]
    public async Task Token_that_ends_soon_is_used_when_it_cannot_be_renewed(int status)
    {
        await using var aws = new FakeAws
        {
            Override = request => request.Path == "/token" ? Reply.Error(status, "InvalidGrantException", "no") : null,
        };
        using var home = new TestHome(aws);
        home.Config(Session).Set("AWS_MAX_ATTEMPTS", "1");
        Login(home, "corp", "sso-token", TimeSpan.FromMinutes(10), Renewal);

        await CallAsync(aws, home);

        Assert.Equal("ASIASSOADMIN", aws.Bedrock.AccessKey);
        Assert.Contains(aws.Requests, r => r.Path == "/token");
    }

    [Theory]
    [InlineData(Renewal, 400)]
    [InlineData(", \"clientId\": \"id\", \"clientSecret\": \"secret\", \"refreshToken\": \"refresh-1\"", 0)]
    public async Task Ended_token_that_cannot_be_renewed_is_reported_with_the_login_command(string rest, int status)
    {
        await using var aws = new FakeAws
        {
            Override = request => request.Path == "/token" ? Reply.Error(status, "InvalidGrantException", "no") : null,
        };
        using var home = new TestHome(aws);
        home.Config(Session);
        Login(home, "corp", "sso-token", TimeSpan.FromMinutes(-10), rest);

        await FailsWithLogin(aws, home);

        Assert.Equal(status == 0 ? 0 : 1, aws.Requests.Count(r => r.Path == "/token"));
    }

    [Fact]
    public async Task Ended_registration_is_not_used_to_renew()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(Session);
        Login(home, "corp", "sso-token", TimeSpan.FromHours(-1), Renewal.Replace("2099", "2001", StringComparison.Ordinal));

        await FailsWithLogin(aws, home);

        Assert.Empty(aws.Requests);
    }
}
