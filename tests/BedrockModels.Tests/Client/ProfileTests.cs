using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>Profiles with keys, roles, web identity and processes, from files in the test's home folder.</summary>
public sealed class ProfileTests
{
    private const string Base = "[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secret\n";

    [Fact]
    public async Task Profile_keys_with_a_session_token_sign_the_call()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Credentials("[p]\naws_access_key_id = ASIAKEYS\naws_secret_access_key = secret\naws_session_token = the-token");

        await CallAsync(aws, home);

        Assert.Equal(("ASIAKEYS", "the-token"), (aws.Bedrock.AccessKey, aws.Bedrock.Header("x-amz-security-token")));
    }

    [Fact]
    public async Task Credentials_file_wins_over_the_config_file()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config("[profile p]\naws_access_key_id = AKIDCONFIG\naws_secret_access_key = secret")
            .Credentials("[p]\naws_access_key_id = AKIDCREDENTIALS\naws_secret_access_key = secret");

        await CallAsync(aws, home);

        Assert.Equal("AKIDCREDENTIALS", aws.Bedrock.AccessKey);
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

        await CallAsync(aws, home);

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

        await CallAsync(aws, home);

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

        await CallAsync(aws, home);

        Assert.Equal(["AKIDOWN", "ASIAROLER"], aws.Requests.Select(r => r.AccessKey));
    }

    [Fact]
    public async Task Tilde_in_the_path_of_a_file_is_the_home_folder()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_CONFIG_FILE", "~/elsewhere/config");
        home.Write("elsewhere/config", "[profile p]\naws_access_key_id = AKIDELSEWHERE\naws_secret_access_key = secret\n");

        await CallAsync(aws, home);

        Assert.Equal("AKIDELSEWHERE", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Source_profile_keys_win_over_its_role()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config("[profile first]\naws_access_key_id = AKIDFIRST\naws_secret_access_key = secret\n"
            + "role_arn = arn:aws:iam::123456789012:role/first\nsource_profile = first\n"
            + "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/second\nsource_profile = first");

        await CallAsync(aws, home);

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

        await CallAsync(aws, home);

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
            await CallAsync(aws, home);
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

        await CallAsync(aws, home);

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

        await CallAsync(aws, home, profile: null);

        Assert.Equal(("the-jwt", "pipeline"), (aws.Sts[0]["WebIdentityToken"], aws.Sts[0]["RoleSessionName"]));
        Assert.Equal("ASIAWEBOIDC", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Process_output_signs_the_call()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The credential_process of this test uses a Unix shell.");
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        var keys = home.Write(
            "keys.json",
            """
            {
                "Version": 1, "AccessKeyId": "ASIAPROCESS", "SecretAccessKey": "secret", "SessionToken": "token",
                "Expiration": "2099-01-01T00:00:00Z"
            }
            """);
        home.Config($"[profile p]\ncredential_process = cat \"{keys}\"");

        await CallAsync(aws, home);

        Assert.Equal(("ASIAPROCESS", "token"), (aws.Bedrock.AccessKey, aws.Bedrock.Header("x-amz-security-token")));
    }

    [Fact]
    public async Task ProfileLocation_sets_the_credentials_file_and_the_config_file_beside_it()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config("[profile p]\nrole_arn = arn:aws:iam::123456789012:role/elsewhere\nsource_profile = p");
        var file = home.Write("elsewhere/keys", "[p]\naws_access_key_id = AKIDELSEWHERE\naws_secret_access_key = secret");
        home.Write("elsewhere/config", "[profile p]\nregion = ap-south-1");

        await CallAsync(aws, home, location: file, region: null);

        Assert.Equal(("AKIDELSEWHERE", "ap-south-1"), (aws.Bedrock.AccessKey, aws.Bedrock.SigningRegion));
    }

    [Fact]
    public async Task Variables_set_the_paths_of_both_files()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_SHARED_CREDENTIALS_FILE", home.Write("a", "[p]\naws_access_key_id = AKIDMOVED\naws_secret_access_key = secret"))
            .Set("AWS_CONFIG_FILE", home.Write("b", "[profile p]\nregion = ap-south-2"));

        await CallAsync(aws, home, region: null);

        Assert.Equal(("AKIDMOVED", "ap-south-2"), (aws.Bedrock.AccessKey, aws.Bedrock.SigningRegion));
    }

    [Theory]
    [InlineData("[default]")]
    [InlineData("[profile default]")]
    public async Task Default_profile_works_with_and_without_the_prefix(string section)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(section + "\naws_access_key_id = AKIDDEFAULT\naws_secret_access_key = secret");

        await CallAsync(aws, home, profile: null);

        Assert.Equal("AKIDDEFAULT", aws.Bedrock.AccessKey);
    }

    [Theory]
    [InlineData("[default]\nKEYS(AKIDBARE)\n[profile default]\nKEYS(AKIDMARKED)")]
    [InlineData("[profile default]\nKEYS(AKIDMARKED)\n[default]\nKEYS(AKIDBARE)")]
    public async Task Default_profile_with_the_prefix_wins_over_the_one_without(string config)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(
            config.Replace(
                "KEYS(",
                "aws_secret_access_key = secret\naws_access_key_id = ",
                StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal));

        await CallAsync(aws, home, profile: null);

        Assert.Equal("AKIDMARKED", aws.Bedrock.AccessKey);
    }

    [Theory]
    [InlineData("[profile 'my work']")]
    [InlineData("[profile \"my work\"]")]
    [InlineData("[profile my work]")]
    public async Task Profile_name_with_a_space_can_be_quoted_as_in_the_AWS_CLI(string section)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(section + "\naws_access_key_id = AKIDSPACE\naws_secret_access_key = secret");

        await CallAsync(aws, home, profile: "my work");

        Assert.Equal("AKIDSPACE", aws.Bedrock.AccessKey);
    }

    [Fact]
    public void Profile_names_come_from_both_files_without_other_sections()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Config(
            "[default]\nregion = us-east-1\n[profile both]\nregion = us-east-1\n[profile 'my work']\nregion = us-east-1\n"
            + "[sso-session corp]\nsso_region = us-east-1\n[services local]\nbedrock =\n  endpoint_url = http://127.0.0.1:1\n"
            + "[stray]\nregion = us-east-1");
        home.Credentials("[both]\naws_access_key_id = A\n[keys]\naws_access_key_id = A");

        Assert.Equal(
            ["both", "default", "keys", "my work"], BedrockClient.ProfileNames(new ConnectionSettings { Environment = home.Environment }));
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

    [Fact]
    public async Task Services_section_with_the_name_of_a_profile_is_found()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Config(
            "[default]\naws_access_key_id = A\naws_secret_access_key = secret\nregion = us-east-1\nservices = default\n"
            + "[services default]\nbedrock =\n  endpoint_url = http://127.0.0.1:1009");

        var (client, _) = await ClientTesting.ConnectAsync(new ConnectionSettings { Environment = home.Environment });

        Assert.Equal("http://127.0.0.1:1009", client.EndpointUrl);
    }

    private static async Task CallAsync(
        FakeAws aws, TestHome home, string? profile = "p", string? location = null, string? region = "eu-west-3")
    {
        var (client, _) = await ClientTesting.ConnectAsync(
            new ConnectionSettings
            {
                Region = region,
                ProfileName = profile,
                ProfileLocation = location,
                EndpointUrl = aws.Url,
                Environment = home.Environment,
            });
        await client.GetCustomModelAsync("m", CancellationToken.None);
    }
}
