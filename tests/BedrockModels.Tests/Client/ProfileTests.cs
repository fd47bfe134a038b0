using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>Profiles with keys, roles and web identity, from files in the test's home folder.</summary>
public sealed class ProfileTests
{
    private const string Base = "[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secret\n";

    [Fact]
    public async Task Profile_keys_with_a_session_token_sign_the_call()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Credentials("[p]\naws_access_key_id = ASIAKEYS\naws_secret_access_key = secret\naws_session_token = the-token");

        await home.CallAsync(aws);

        Assert.Equal(("ASIAKEYS", "the-token"), (aws.Bedrock.AccessKey, aws.Bedrock.Header("x-amz-security-token")));
    }

    [Fact]
    public async Task Role_is_assumed_with_the_source_keys_and_all_settings_of_the_profile()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(
            Base
            + "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/deploy\nsource_profile = base\nexternal_id = ext/1\n"
            + "role_session_name = me\nduration_seconds = 1800");

        await home.CallAsync(aws);

        var sts = Assert.Single(aws.Sts);
        Assert.Equal(
            ("AssumeRole", "arn:aws:iam::123456789012:role/deploy", "ext/1", "me", "1800"),
            (sts["Action"], sts["RoleArn"], sts["ExternalId"], sts["RoleSessionName"], sts["DurationSeconds"]));
        var asked = aws.Requests.First();
        Assert.Equal(("AKIDBASE", "eu-west-3"), (asked.AccessKey, asked.SigningRegion));
        Assert.Equal(("ASIAROLEDEPLOY", "token"), (aws.Bedrock.AccessKey, aws.Bedrock.Header("x-amz-security-token")));
    }

    [Fact]
    public async Task Role_can_be_the_source_of_another_role()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(Base
            + "[profile first]\nrole_arn = arn:aws:iam::123456789012:role/first\nsource_profile = base\n"
            + "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/second\nsource_profile = first");

        await home.CallAsync(aws);

        Assert.Equal(["AKIDBASE", "ASIAROLEFIRST", "ASIAROLESECOND"], aws.Requests.Select(r => r.AccessKey));
    }

    [Fact]
    public async Task Profile_can_be_its_own_source_when_it_has_keys()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(
            "[profile p]\naws_access_key_id = AKIDOWN\naws_secret_access_key = secret\n"
            + "role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = p");

        await home.CallAsync(aws);

        Assert.Equal(["AKIDOWN", "ASIAROLER"], aws.Requests.Select(r => r.AccessKey));
    }

    [Fact]
    public async Task Source_profile_keys_win_over_its_role()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config("[profile first]\naws_access_key_id = AKIDFIRST\naws_secret_access_key = secret\n"
            + "role_arn = arn:aws:iam::123456789012:role/first\nsource_profile = first\n"
            + "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/second\nsource_profile = first");

        await home.CallAsync(aws);

        Assert.Equal(["AKIDFIRST", "ASIAROLESECOND"], aws.Requests.Select(r => r.AccessKey));
    }

    [Theory]
    [InlineData("Environment", "AKIDENVIRONMENT")]
    [InlineData("EcsContainer", "ASIACONTAINER")]
    [InlineData("Ec2InstanceMetadata", "ASIAINSTANCE")]
    public async Task Role_source_can_be_the_environment_the_container_or_the_instance(string source, string accessKey)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT")
            .Set("AWS_SECRET_ACCESS_KEY", "secret")
            .Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container");
        home.Config($"[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\ncredential_source = {source}");

        await home.CallAsync(aws);

        Assert.Equal(accessKey, aws.Requests.Single(r => r.Path == "/").AccessKey);
        Assert.Equal("ASIAROLER", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Role_with_credential_source_Environment_is_assumed_again_when_the_keys_change()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config("[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\ncredential_source = Environment");

        foreach (var key in new[] { "AKIDONE", "AKIDTWO" })
        {
            home.Set("AWS_ACCESS_KEY_ID", key).Set("AWS_SECRET_ACCESS_KEY", "secret");
            await home.CallAsync(aws);
        }

        Assert.Equal(["AKIDONE", "AKIDTWO"], aws.Requests.Where(r => r.Path == "/").Select(r => r.AccessKey));
    }

    [Fact]
    public async Task Web_identity_of_a_profile_is_exchanged_unsigned_for_a_role()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(
            "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/ci\n"
            + $"web_identity_token_file = {home.Write("jwt", "the-jwt\n")}\nrole_session_name = build-7");

        await home.CallAsync(aws);

        var sts = Assert.Single(aws.Sts);
        Assert.Equal(("AssumeRoleWithWebIdentity", "the-jwt", "build-7"), (sts["Action"], sts["WebIdentityToken"], sts["RoleSessionName"]));
        Assert.Equal("", aws.Requests.First().Header("Authorization"));
        Assert.Equal("ASIAWEBCI", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Web_identity_of_the_environment_uses_AWS_ROLE_SESSION_NAME()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/oidc")
            .Set("AWS_WEB_IDENTITY_TOKEN_FILE", home.Write("jwt", "the-jwt"))
            .Set("AWS_ROLE_SESSION_NAME", "pipeline");

        await home.CallAsync(aws, profile: null);

        Assert.Equal(("the-jwt", "pipeline"), (aws.Sts[0]["WebIdentityToken"], aws.Sts[0]["RoleSessionName"]));
        Assert.Equal("ASIAWEBOIDC", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Services_section_sets_the_endpoint_of_STS_too()
    {
        await using var aws = new FakeAws();
        await using var sts = new FakeAws();
        using var home = new TestHome(new Uri(aws.Url));
        home.Config(
            Base
            + "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\nservices = local\n[services local]\n"
            + $"sts =\n  endpoint_url = {sts.Url}\nbedrock =\n  endpoint_url = {aws.Url}");
        var (client, _) = await ClientTesting.ConnectAsync(
            new ConnectionSettings { Region = "eu-west-3", ProfileName = "p", Environment = home.Environment });

        await client.GetCustomModelAsync("m", CancellationToken.None);

        Assert.Single(sts.Sts);
        Assert.Equal("ASIAROLER", aws.Bedrock.AccessKey);
    }
}
