using System.Security.Cryptography;
using System.Text;
using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>Logins through IAM Identity Center, from the token that <c>aws sso login</c> caches.</summary>
public sealed partial class SsoTests
{
    private const string Legacy =
        "[profile dev]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\nsso_account_id = 123456789012\n"
        + "sso_role_name = admin\nregion = us-east-1";
    private const string Session =
        "[profile dev]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = admin\nregion = us-east-1\n"
        + "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1";

    internal const string Renewal =
        """, "clientId": "id", "clientSecret": "secret", "registrationExpiresAt": "2099-01-01T00:00:00Z", "refreshToken": "refresh-1" """;

    [Theory]
    [InlineData(Legacy, "https://corp.awsapps.com/start")]
    [InlineData(Session, "corp")]
    public async Task Valid_token_is_exchanged_for_the_keys_of_the_role(string config, string cacheKey)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(config);
        Login(home, cacheKey, "sso-token", TimeSpan.FromHours(1));

        await CallAsync(aws, home);

        Assert.Equal(("ASIASSOADMIN", "token"), (aws.Bedrock.AccessKey, aws.Bedrock.Header("x-amz-security-token")));
        var asked = aws.Requests.First();
        Assert.Equal(
            ("/federation/credentials?account_id=123456789012&role_name=admin", "sso-token"),
            (asked.Path, asked.Header("x-amz-sso_bearer_token")));
    }

    [Theory]
    [InlineData(Legacy, "https://corp.awsapps.com/start", "2099-01-01T00:00:00UTC")]
    [InlineData(Session, "corp", "2099-01-01T00:00:00UTC")]
    [InlineData(Legacy, "https://corp.awsapps.com/start", "2099-01-01T00:00:00.123456+00:00")]
    [InlineData(Session, "corp", "2099-01-01 00:00:00 UTC")]
    public async Task Token_whose_end_has_another_form_is_valid(string config, string cacheKey, string end)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(config).Write(CacheFile(cacheKey), $$"""{"accessToken": "sso-token", "expiresAt": "{{end}}"}""");

        await CallAsync(aws, home);

        Assert.Equal("ASIASSOADMIN", aws.Bedrock.AccessKey);
    }

    [Theory]
    [InlineData(Legacy, "https://corp.awsapps.com/start", "2001-01-01T00:00:00UTC")]
    [InlineData(Session, "corp", "2001-01-01T00:00:00UTC")]
    [InlineData(Session, "corp", "soon")]
    public async Task Token_that_ended_in_another_form_is_reported_with_the_login_command(string config, string cacheKey, string end)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(config).Write(CacheFile(cacheKey), $$"""{"accessToken": "sso-token", "expiresAt": "{{end}}"}""");

        await FailsWithLogin(aws, home);
    }

    [Theory]
    [InlineData(Legacy, "https://corp.awsapps.com/start")]
    [InlineData(Session, "corp")]
    public async Task Expired_token_is_reported_with_the_login_command(string config, string cacheKey)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(config);
        Login(home, cacheKey, "old-token", TimeSpan.FromHours(-1));

        await FailsWithLogin(aws, home);
    }

    [Theory]
    [InlineData(Legacy)]
    [InlineData(Session)]
    public async Task Missing_login_is_reported_with_the_login_command(string config)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(config);

        await FailsWithLogin(aws, home);
    }

    [Fact]
    public async Task Rejected_token_is_reported_with_the_login_command()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(Session);
        Login(home, "corp", "revoked-token", TimeSpan.FromHours(1));

        var failure = await FailsWithLogin(aws, home);

        Assert.DoesNotContain("revoked-token", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Corrupt_token_cache_is_reported_with_the_login_command()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(Session);
        home.Write(CacheFile("corp"), "{ spoilt");

        await FailsWithLogin(aws, home);
    }

    [Fact]
    public async Task Login_can_be_the_source_of_a_role()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(Session + "\n[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = dev\nregion = us-east-1");
        Login(home, "corp", "sso-token", TimeSpan.FromHours(1));

        await CallAsync(aws, home, "p");

        Assert.Equal("ASIASSOADMIN", aws.Requests.Single(r => r.Path == "/").AccessKey);
        Assert.Equal("ASIAROLER", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Role_whose_source_must_log_in_is_reported_with_the_source_profile()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(Session + "\n[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = dev\nregion = us-east-1");

        var failure = await Assert.ThrowsAsync<BedrockException>(() => CallAsync(aws, home, "p"));

        Assert.Equal(
            "The login of the profile 'dev' has expired or does not exist. To log in, run: aws sso login --profile dev", failure.Message);
    }

    [Fact]
    public async Task Session_with_the_name_of_a_profile_is_found()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(
            "[default]\nsso_session = default\nsso_account_id = 123456789012\nsso_role_name = admin\nregion = us-east-1\n"
            + "[sso-session default]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1");
        Login(home, "default", "sso-token", TimeSpan.FromHours(1));

        await CallAsync(aws, home, "default");

        Assert.Equal("ASIASSOADMIN", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Missing_session_is_reported()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config("[profile dev]\nsso_session = typo\nsso_account_id = 123456789012\nsso_role_name = admin\nregion = us-east-1");

        var failure = await Assert.ThrowsAsync<BedrockException>(() => CallAsync(aws, home));

        Assert.Contains("'typo'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("aws configure sso --profile dev", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identity_Center_that_does_not_respond_is_reported_as_retryable()
    {
        await using var aws = new FakeAws
        {
            Override = request => request.Path.StartsWith("/federation", StringComparison.Ordinal) ? Reply.Drop : null,
        };
        using var home = new TestHome(aws);
        home.Config(Session);
        Login(home, "corp", "sso-token", TimeSpan.FromHours(1));

        var failure = await Assert.ThrowsAsync<BedrockException>(() => CallAsync(aws, home));

        Assert.Equal(
            (true, "IAM Identity Center could not be reached for the profile 'dev': the response was incomplete."),
            (failure.IsRetryable, failure.Message));
    }

    [Fact]
    public async Task Role_that_the_login_may_not_use_is_reported()
    {
        await using var aws = new FakeAws
        {
            Override = request => request.Path.StartsWith(
                "/federation", StringComparison.Ordinal) ? Reply.Error(403, "ForbiddenException", "No access") : null,
        };
        using var home = new TestHome(aws);
        home.Config(Session);
        Login(home, "corp", "sso-token", TimeSpan.FromHours(1));

        var failure = await Assert.ThrowsAsync<BedrockException>(() => CallAsync(aws, home));

        Assert.Equal(
            "IAM Identity Center returned no credentials for the profile 'dev': No access. Check its sso_account_id and sso_role_name.",
            failure.Message);
    }

    private static async Task<BedrockException> FailsWithLogin(FakeAws aws, TestHome home)
    {
        // Neither the environment's keys nor the default profile replace the login.
        home.Set("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT")
            .Set("AWS_SECRET_ACCESS_KEY", "secret")
            .Credentials("[default]\naws_access_key_id = A\naws_secret_access_key = secret");
        var failure = await Assert.ThrowsAsync<BedrockException>(() => CallAsync(aws, home));
        Assert.Equal(
            (
                "ProfileNotUsable",
                "The login of the profile 'dev' has expired or does not exist. To log in, run: aws sso login --profile dev"),
            (failure.ErrorCode, failure.Message));
        return failure;
    }

    internal static void Login(TestHome home, string cacheKey, string token, TimeSpan validFor, string rest = "") => home.Write(
        CacheFile(cacheKey),
        $$"""
        {
            "startUrl": "https://corp.awsapps.com/start", "region": "eu-central-1", "accessToken": "{{token}}",
            "expiresAt": "{{TimeProvider.System.GetUtcNow().Add(validFor):yyyy-MM-ddTHH:mm:ssZ}}"{{rest}}
        }
        """);

    private static string CacheFile(string cacheKey) =>
        Path.Combine(".aws", "sso", "cache", Convert.ToHexStringLower(Sha1(cacheKey)) + ".json");

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The AWS CLI names its cache files so.")]
    private static byte[] Sha1(string text) => SHA1.HashData(Encoding.UTF8.GetBytes(text));

    private static async Task CallAsync(FakeAws aws, TestHome home, string profile = "dev")
    {
        var (client, _) = await ClientTesting.ConnectAsync(
            new ConnectionSettings { ProfileName = profile, EndpointUrl = aws.Url, Environment = home.Environment });
        await client.GetCustomModelAsync("m", CancellationToken.None);
    }
}
