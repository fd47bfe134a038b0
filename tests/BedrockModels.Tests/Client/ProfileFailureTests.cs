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
        "[profile p]\naws_access_key_id = A", "has an aws_access_key_id, but no aws_secret_access_key", "aws configure --profile p")]
    [InlineData(
        "[profile p]\naws_access_key_id = A\ncredential_process = echo",
        "has an aws_access_key_id, but no aws_secret_access_key",
        "aws configure --profile p",
        true)]
    [InlineData(
        "[profile p]\naws_secret_access_key = s", "has an aws_secret_access_key, but no aws_access_key_id", "aws configure --profile p")]
    [InlineData("[profile p]\naws_access_key_id =\naws_secret_access_key =", "has no credentials", "aws configure --profile p")]
    [InlineData("[profile p]\nsource_profile = q", "has the setting source_profile, but not role_arn", "aws configure --profile p")]
    [InlineData("[profile p]\ncredential_source = Environment", "credential_source, but not role_arn", "aws configure --profile p")]
    [InlineData("[profile p]\nweb_identity_token_file = t", "web_identity_token_file, but not role_arn", "aws configure --profile p")]
    [InlineData("[profile p]\nsso_session = s", "has the setting sso_session, but not sso_account_id", "aws configure --profile p")]
    [InlineData("[profile p]\nsso_start_url = s", "has the setting sso_start_url, but not sso_account_id", "aws configure --profile p")]
    [InlineData("[profile p]\nsso_account_id = 1", "has the setting sso_account_id, but not sso_role_name", "aws configure --profile p")]
    [InlineData(
        "[profile p]\nsso_account_id = 1\nsso_role_name = r",
        "has the setting sso_account_id, but not sso_session",
        "aws configure --profile p")]
    [InlineData(
        Sso + "sso_session = s\nsso_region = eu-west-1\n[sso-session s]\nsso_region = us-east-1",
        "has another sso_region than its sso_session 's'",
        "aws configure --profile p")]
    [InlineData(
        "[profile p]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r",
        "uses the sso_session 's', which does not exist in ",
        "aws configure sso --profile p")]
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
    public async Task Unusable_profile_is_reported_with_the_reason_and_the_command_that_fixes_it(
        string config, string why, string fix, bool isInCredentials = false)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        if (isInCredentials)
            home.Credentials(config.Replace("profile ", "", StringComparison.Ordinal));
        else
            home.Config(config);

        var failure = await FailureOf(home);

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

    [Theory]
    [InlineData(null, "-ProfileName")]
    [InlineData("AWS_PROFILE", "AWS_PROFILE")]
    [InlineData("AWS_DEFAULT_PROFILE", "AWS_DEFAULT_PROFILE")]
    public async Task Profile_without_credentials_on_a_machine_without_them_is_named(string? variable, string source)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Set("AWS_EC2_METADATA_DISABLED", "true").Set(variable ?? "X", "p").Config("[profile p]\nregion = us-east-1");
        var settings = new ConnectionSettings { ProfileName = variable is null ? "p" : null, Environment = home.Environment };

        var failure = await Assert.ThrowsAsync<BedrockException>(() => ClientTesting.ConnectAsync(settings));

        Assert.Equal("ProfileNotUsable", failure.ErrorCode);
        Assert.Contains($"The profile 'p' (from {source}) in ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("has no credentials. Other sources checked: AWS_CONTAINER_", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("To add credentials, run: aws configure --profile p", failure.Message, StringComparison.Ordinal);
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
        "The secret key from its source does not match its access key")]
    [InlineData(
        "SignatureDoesNotMatch",
        "Credential should be scoped to a valid region.",
        "the request was signed for us-east-1, but AWS STS serves another Region. Check the Region and the endpoint.")]
    [InlineData("SignatureDoesNotMatch", "Signature expired: 20260101T000000Z is now earlier than 20260101T000500Z", "clock is off")]
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

        Assert.Contains($"could not be read from {Path.Combine(home.Folder, "no-such-file")}", failure.Message, StringComparison.Ordinal);
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
