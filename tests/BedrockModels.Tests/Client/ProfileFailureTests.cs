using System.Net;
using System.Net.Sockets;
using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>A named profile that cannot be used is reported with a reason and a fix. No other source replaces it.</summary>
public sealed class ProfileFailureTests
{
    private const string Base = "[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = base-secret\n";
    private const string Role = Base + "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base";

    private const string Sso =
        "[profile p]\nsso_start_url = https://corp.awsapps.com/start\nsso_account_id = 123456789012\nsso_role_name = admin\n";

    [Theory]
    [InlineData("[profile other]\nregion = us-east-1", "The profile 'p' (from -ProfileName) does not exist", "aws configure --profile p")]
    [InlineData(
        "[p]\naws_access_key_id = A\naws_secret_access_key = s",
        "The profile 'p' (from -ProfileName) does not exist",
        "aws configure --profile p")]
    [InlineData(
        "[profile p]\nregion = us-east-1",
        "The profile 'p' (from -ProfileName) in ",
        "has no credentials that this module supports. To add credentials, run: aws configure --profile p")]
    [InlineData(
        "[profile p]\naws_access_key_id = A", "The profile 'p' (from -ProfileName) in ", "has no credentials that this module supports")]
    [InlineData(
        "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = typo",
        "The profile 'typo' (from source_profile of the profile 'p') does not exist",
        "aws configure --profile typo")]
    [InlineData(
        "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r",
        "has a role_arn, but no source_profile, credential_source or web_identity_token_file",
        "aws configure --profile p")]
    [InlineData(
        "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = q\n[profile q]\nregion = us-east-1",
        "The profile 'q' has no credentials",
        "aws configure --profile q")]
    [InlineData(
        Role + "\nduration_seconds = 1h", "has the duration_seconds '1h', which is not a number of seconds", "aws configure --profile p")]
    [InlineData(
        Sso + "sso_region = corp.example/",
        "has the sso_region 'corp.example/', which is not a valid Region name",
        "aws configure sso --profile p")]
    [InlineData(Sso, "has no sso_region", "aws configure sso --profile p")]
    [InlineData(Role + "\ncredential_source = Environment", "has both source_profile and credential_source", "aws configure --profile p")]
    [InlineData(
        "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\ncredential_source = Cloud",
        "other than Environment, EcsContainer or Ec2InstanceMetadata",
        "aws configure --profile p")]
    [InlineData(
        "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\ncredential_source = EcsContainer",
        "gets its source credentials from the container",
        "aws configure --profile p")]
    [InlineData(
        "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = p",
        "uses itself as its source",
        "aws configure --profile p")]
    [InlineData(
        "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = q\n[profile q]\n"
        + "role_arn = arn:aws:iam::123456789012:role/s\nsource_profile = p",
        "uses itself as its source, through p, q",
        "aws configure --profile p")]
    [InlineData(
        Role + "\nmfa_serial = arn:aws:iam::123456789012:mfa/me",
        "requires an MFA code, and this module never prompts",
        "aws configure export-credentials --profile p")]
    [InlineData(
        "[profile p]\nlogin_session = arn:aws:iam::123456789012:user/me",
        "The login of the profile 'p' has expired or does not exist",
        "aws login --profile p")]
    public async Task Unusable_profile_is_reported_with_the_reason_and_the_command_that_fixes_it(string config, string why, string fix)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);

        var failure = await FailureOf(home.Config(config));

        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.Contains(fix, failure.Message, StringComparison.Ordinal);
        Assert.Empty(aws.Requests);
    }

    [Fact]
    public async Task Role_with_credential_source_Environment_is_rejected_when_the_keys_are_not_set()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config("[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\ncredential_source = Environment");

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => ClientTesting.ConnectAsync(
                new ConnectionSettings { Region = "us-east-1", ProfileName = "p", Environment = home.Environment }));

        Assert.Contains("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWS_PROFILE_without_credentials_is_an_error_and_not_skipped()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_PROFILE", "p")
            .Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container")
            .Config("[profile p]\nregion = us-east-1")
            .Credentials("[default]\naws_access_key_id = A\naws_secret_access_key = s");

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => ClientTesting.ConnectAsync(new ConnectionSettings { Environment = home.Environment }));

        Assert.Equal("ProfileNotUsable", failure.ErrorCode);
        Assert.Contains("(from AWS_PROFILE)", failure.Message, StringComparison.Ordinal);
        Assert.Empty(aws.Requests);
    }

    [Fact]
    public async Task AWS_PROFILE_that_does_not_exist_is_reported_before_a_missing_Region()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Set("AWS_PROFILE", "typo").Set("AWS_EC2_METADATA_DISABLED", "true");

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => ClientTesting.ConnectAsync(new ConnectionSettings { Environment = home.Environment }));

        Assert.Contains("The profile 'typo' (from AWS_PROFILE) does not exist", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ExpiredToken", "The security token included in the request is expired", "has expired. Get a new one")]
    [InlineData("InvalidClientTokenId", "The security token included in the request is invalid", "rejected the source's access key")]
    [InlineData(
        "SignatureDoesNotMatch",
        "The Canonical String should have been x-amz-security-token:SECRET",
        "the source's secret key does not match its access key")]
    [InlineData(
        "AccessDenied",
        "User: arn:aws:iam::123456789012:user/me is not authorized to perform: sts:AssumeRole",
        "User: arn:aws:iam::123456789012:user/me is not authorized to perform: sts:AssumeRole (AccessDenied).")]
    public async Task Role_that_STS_rejects_is_reported_with_advice(string code, string words, string expected)
    {
        await using var aws = new FakeAws
        {
            Override = _ => Reply.Text(
                $"""
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                <Error><Type>Sender</Type><Code>{code}</Code><Message>{words}</Message></Error><RequestId>r</RequestId>
                </ErrorResponse>
                """,
                403,
                "text/xml"),
        };
        using var home = new TestHome(aws);

        var failure = await FailureOf(home.Config(Role));

        Assert.False(failure.IsRetryable);
        Assert.StartsWith(
            "The role arn:aws:iam::123456789012:role/r of the profile 'p' could not be assumed: ",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task STS_that_does_not_respond_is_reported_as_retryable()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));

        var failure = await FailureOf(home.Set("AWS_ENDPOINT_URL_STS", url).Config(Role));

        Assert.Contains("AWS STS could not be reached", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.IsRetryable);
    }

    [Fact]
    public async Task Web_identity_token_that_cannot_be_read_is_reported_with_its_file()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);

        var failure = await FailureOf(
            home.Config("[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nweb_identity_token_file = no-such-file"));

        Assert.Contains("could not be read from " + Path.Combine(home.Folder, "no-such-file"), failure.Message, StringComparison.Ordinal);
        Assert.Empty(aws.Requests);
    }

    [Fact]
    public async Task Invalid_profiles_file_is_reported_and_its_lines_not_shown()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));

        var failure = await FailureOf(home.Credentials("[p]\naws_secret_access_key SECRET"));

        Assert.Contains(home.CredentialsPath, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The failure to connect with the profile 'p' while every other source has credentials.</summary>
    private static async Task<BedrockException> FailureOf(TestHome home)
    {
        home.Set("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT")
            .Set("AWS_SECRET_ACCESS_KEY", "secret")
            .Credentials("[default]\naws_access_key_id = A\naws_secret_access_key = s");
        var settings = new ConnectionSettings
        {
            Region = "us-east-1",
            ProfileName = "p",
            StoredCredential = ClientTesting.SourceOf("AKIDSTORED", "secret"),
            Environment = home.Environment,
        };
        var failure = await Assert.ThrowsAsync<BedrockException>(() => ClientTesting.ConnectAsync(settings));
        Assert.Equal("ProfileNotUsable", failure.ErrorCode);
        return failure;
    }
}
