using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Client;

/// <summary>When the program runs again.</summary>
public sealed partial class ProcessTests
{
    [Fact]
    public async Task Program_runs_once_and_again_five_minutes_before_the_keys_end()
    {
        await using var aws = new FakeAws();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var home = CreateHome(aws, "./tool", clock);
        Tool(home, "tool", "echo run >> runs; cat keys.json");
        WriteKeys("ASIAONE", minutes: 30);
        await home.CallAsync(aws);
        WriteKeys("ASIATWO", minutes: 90);

        clock.Advance(TimeSpan.FromMinutes(24));
        await home.CallAsync(aws);
        Assert.Equal("ASIAONE", aws.Bedrock.AccessKey);
        clock.Advance(TimeSpan.FromMinutes(2));
        await home.CallAsync(aws);

        Assert.Equal("ASIATWO", aws.Bedrock.AccessKey);
        Assert.Equal(2, File.ReadAllLines(Path.Combine(home.Folder, "runs")).Length);

        void WriteKeys(string key, int minutes)
        {
            var end = clock.GetUtcNow().AddMinutes(minutes).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            var text = Keys.Replace("ASIAPROCESS", key, StringComparison.Ordinal);
            home.Write("keys.json", text[..^1] + $",\"Expiration\":\"{end}\"}}");
        }
    }

    [Fact]
    public async Task Keys_are_used_until_they_end_when_the_program_fails_and_it_is_asked_again_after_a_minute()
    {
        await using var aws = new FakeAws();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var home = CreateHome(aws, "./tool", clock);
        Tool(home, "tool", "echo run >> runs; cat keys.json");
        var end = clock.GetUtcNow().AddMinutes(30).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        home.Write("keys.json", Keys[..^1] + $",\"Expiration\":\"{end}\"}}");
        await home.CallAsync(aws);
        File.Delete(Path.Combine(home.Folder, "keys.json"));

        clock.Advance(TimeSpan.FromMinutes(26));
        await home.CallAsync(aws);
        await home.CallAsync(aws);

        Assert.Equal("ASIAPROCESS", aws.Bedrock.AccessKey);
        Assert.Equal(2, File.ReadAllLines(Path.Combine(home.Folder, "runs")).Length);
        clock.Advance(TimeSpan.FromMinutes(5));
        var failure = await Assert.ThrowsAsync<BedrockException>(() => home.CallAsync(aws));
        Assert.Contains("credential_process of the profile 'p' failed", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ExpiredToken")]
    [InlineData("InvalidClientTokenId")]
    public async Task Program_is_asked_again_when_STS_rejects_its_keys(string code)
    {
        await using var aws = new FakeAws
        {
            Override = request => request is { Path: "/", AccessKey: "ASIAPROCESS" } ? Reply.Text(
                $"<ErrorResponse><Error><Code>{code}</Code><Message>m</Message></Error></ErrorResponse>", 403, "text/xml") : null,
        };
        using var home = CreateHome(aws, "./tool");
        home.Config("[profile r]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = p").Write("keys.json", Keys);
        home.Write("newer.json", Keys.Replace("ASIAPROCESS", "ASIANEWER", StringComparison.Ordinal));
        Tool(home, "tool", "cat keys.json; cp newer.json keys.json");

        await home.CallAsync(aws, "r");

        Assert.Equal(["ASIAPROCESS", "ASIANEWER"], aws.Requests.Where(r => r.Path == "/").Select(r => r.AccessKey));
        Assert.Equal("ASIAROLER", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Failed_program_is_looked_for_in_the_working_folder_of_the_next_call()
    {
        await using var aws = new FakeAws();
        using var home = CreateHome(aws, "./tool");
        Tool(home, "elsewhere/tool", $"echo '{Keys}'");
        await Assert.ThrowsAsync<BedrockException>(() => home.CallAsync(aws));

        home.Location = "elsewhere";
        await home.CallAsync(aws);

        Assert.Equal("ASIAPROCESS", aws.Bedrock.AccessKey);
    }

    [Theory]
    [InlineData("p", "ASIAPROCESS", "ASIAOTHER")]
    [InlineData("r", "ASIAROLER", "ASIAROLER")]
    public async Task Program_of_each_working_folder_gives_the_keys_of_its_calls(string profile, string first, string second)
    {
        await using var aws = new FakeAws();
        using var home = CreateHome(aws, "./tool");
        home.Config("[profile r]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = p");
        Tool(home, "one/tool", $"echo '{Keys}'");
        Tool(home, "two/tool", $"echo '{Keys.Replace("ASIAPROCESS", "ASIAOTHER", StringComparison.Ordinal)}'");
        var signers = new List<string>();

        foreach (var location in (string[])["one", "two", "one"])
        {
            home.Location = location;
            await home.CallAsync(aws, profile);
            signers.Add(aws.Bedrock.AccessKey);
        }

        Assert.Equal([first, second, first], signers);
        if (profile == "r")
            Assert.Equal(["ASIAPROCESS", "ASIAOTHER"], aws.Requests.Where(r => r.Path == "/").Select(r => r.AccessKey));
    }

    [Fact]
    public async Task Program_that_failed_is_asked_once_by_the_next_call()
    {
        await using var aws = new FakeAws();
        using var home = CreateHome(aws, "./tool");
        Tool(home, "tool", "echo run >> runs; cat keys.json");
        await Assert.ThrowsAsync<BedrockException>(() => home.CallAsync(aws));
        home.Write("keys.json", Keys);

        await home.CallAsync(aws);
        await home.CallAsync(aws);

        Assert.Equal("ASIAPROCESS", aws.Bedrock.AccessKey);
        Assert.Equal(2, File.ReadAllLines(Path.Combine(home.Folder, "runs")).Length);
    }
}
