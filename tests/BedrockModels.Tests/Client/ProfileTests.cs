using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>Profiles of keys, roles, web identity and processes, from files in a home of the test's own.</summary>
public sealed class ProfileTests
{
    private const string Base = "[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secret\n";

    [Fact]
    public async Task Keys_with_a_session_token_sign_the_call()
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Credentials("[p]\naws_access_key_id = ASIAKEYS\naws_secret_access_key = secret\naws_session_token = the-token");
        await CallAsync(world, home);
        Assert.Equal(("ASIAKEYS", "the-token"), (world.Bedrock.AccessKey, world.Bedrock.Header("x-amz-security-token")));
    }

    [Fact]
    public async Task The_credentials_file_wins_over_the_config_file()
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Config("[profile p]\naws_access_key_id = AKIDCONFIG\naws_secret_access_key = secret")
            .Credentials("[p]\naws_access_key_id = AKIDCREDENTIALS\naws_secret_access_key = secret");
        await CallAsync(world, home);
        Assert.Equal("AKIDCREDENTIALS", world.Bedrock.AccessKey);
    }

    [Fact]
    public async Task A_role_is_assumed_with_the_source_profile_s_keys_and_all_that_the_profile_says()
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Config(
            Base
            + "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/deploy\nsource_profile = base\nexternal_id = ext/1\n"
            + "role_session_name = me\nduration_seconds = 1800");
        await CallAsync(world, home);
        var sts = Assert.Single(world.Sts);
        Assert.Equal(
            ("AssumeRole", "arn:aws:iam::123456789012:role/deploy", "ext/1", "me", "1800"),
            (sts["Action"], sts["RoleArn"], sts["ExternalId"], sts["RoleSessionName"], sts["DurationSeconds"]));
        var asked = world.Requests.First();
        Assert.Equal(("AKIDBASE", "eu-west-3"), (asked.AccessKey, asked.SigningRegion));
        Assert.Equal(("ASIAROLEDEPLOY", "token"), (world.Bedrock.AccessKey, world.Bedrock.Header("x-amz-security-token")));
    }

    [Fact]
    public async Task Roles_chain()
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Config(Base
            + "[profile first]\nrole_arn = arn:aws:iam::123456789012:role/first\nsource_profile = base\n"
            + "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/second\nsource_profile = first");
        await CallAsync(world, home);
        Assert.Equal(["AKIDBASE", "ASIAROLEFIRST", "ASIAROLESECOND"], world.Requests.Select(r => r.AccessKey));
    }

    [Fact]
    public async Task A_profile_may_be_its_own_source_when_it_has_keys()
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Config(
            "[profile p]\naws_access_key_id = AKIDOWN\naws_secret_access_key = secret\n"
            + "role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = p");
        await CallAsync(world, home);
        Assert.Equal(["AKIDOWN", "ASIAROLER"], world.Requests.Select(r => r.AccessKey));
    }

    [Fact]
    public async Task A_tilde_in_the_path_of_a_file_is_the_home_folder()
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Set("AWS_CONFIG_FILE", "~/elsewhere/config");
        home.Write("elsewhere/config", "[profile p]\naws_access_key_id = AKIDELSEWHERE\naws_secret_access_key = secret\n");
        await CallAsync(world, home);
        Assert.Equal("AKIDELSEWHERE", world.Bedrock.AccessKey);
    }

    [Fact]
    public async Task The_keys_of_a_source_go_before_its_role()
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Config("[profile first]\naws_access_key_id = AKIDFIRST\naws_secret_access_key = secret\n"
            + "role_arn = arn:aws:iam::123456789012:role/first\nsource_profile = first\n"
            + "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/second\nsource_profile = first");
        await CallAsync(world, home);
        Assert.Equal(["AKIDFIRST", "ASIAROLESECOND"], world.Requests.Select(r => r.AccessKey));
    }

    [Theory]
    [InlineData("Environment", "AKIDENVIRONMENT")]
    [InlineData("EcsContainer", "ASIACONTAINER")]
    [InlineData("Ec2InstanceMetadata", "ASIAINSTANCE")]
    public async Task A_role_s_source_may_be_the_environment_the_container_or_the_instance(string source, string accessKey)
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Set("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT")
            .Set("AWS_SECRET_ACCESS_KEY", "secret")
            .Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container");
        home.Config($"[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\ncredential_source = {source}");
        await CallAsync(world, home);
        Assert.Equal(accessKey, world.Requests.Single(r => r.Path == "/").AccessKey);
        Assert.Equal("ASIAROLER", world.Bedrock.AccessKey);
    }

    [Fact]
    public async Task A_role_from_the_environment_follows_the_environment()
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Config("[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\ncredential_source = Environment");
        foreach (var key in new[] { "AKIDONE", "AKIDTWO" })
        {
            home.Set("AWS_ACCESS_KEY_ID", key).Set("AWS_SECRET_ACCESS_KEY", "secret");
            await CallAsync(world, home);
        }

        Assert.Equal(["AKIDONE", "AKIDTWO"], world.Requests.Where(r => r.Path == "/").Select(r => r.AccessKey));
    }

    [Fact]
    public async Task A_profile_s_web_identity_is_exchanged_unsigned_for_a_role()
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Config(
            "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/ci\n"
            + $"web_identity_token_file = {home.Write("jwt", "the-jwt\n")}\nrole_session_name = build-7");
        await CallAsync(world, home);
        var sts = Assert.Single(world.Sts);
        Assert.Equal(("AssumeRoleWithWebIdentity", "the-jwt", "build-7"), (sts["Action"], sts["WebIdentityToken"], sts["RoleSessionName"]));
        Assert.Equal("", world.Requests.First().Header("Authorization"));
        Assert.Equal("ASIAWEBCI", world.Bedrock.AccessKey);
    }

    [Fact]
    public async Task The_web_identity_of_the_environment_takes_its_session_name_from_there()
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Set("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/oidc")
            .Set("AWS_WEB_IDENTITY_TOKEN_FILE", home.Write("jwt", "the-jwt"))
            .Set("AWS_ROLE_SESSION_NAME", "pipeline");
        await CallAsync(world, home, profile: null);
        Assert.Equal(("the-jwt", "pipeline"), (world.Sts[0]["WebIdentityToken"], world.Sts[0]["RoleSessionName"]));
        Assert.Equal("ASIAWEBOIDC", world.Bedrock.AccessKey);
    }

    [Fact]
    public async Task A_process_prints_the_credentials()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The credential_process of this test uses a Unix shell.");
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        var keys = home.Write(
            "keys.json",
            """
            {
                "Version": 1, "AccessKeyId": "ASIAPROCESS", "SecretAccessKey": "secret", "SessionToken": "token",
                "Expiration": "2099-01-01T00:00:00Z"
            }
            """);
        home.Config($"[profile p]\ncredential_process = cat \"{keys}\"");
        await CallAsync(world, home);
        Assert.Equal(("ASIAPROCESS", "token"), (world.Bedrock.AccessKey, world.Bedrock.Header("x-amz-security-token")));
    }

    [Fact]
    public async Task ProfileLocation_names_the_credentials_file_and_the_config_file_is_the_one_beside_it()
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Config("[profile p]\nrole_arn = arn:aws:iam::123456789012:role/elsewhere\nsource_profile = p");
        var file = home.Write("elsewhere/keys", "[p]\naws_access_key_id = AKIDELSEWHERE\naws_secret_access_key = secret");
        home.Write("elsewhere/config", "[profile p]\nregion = ap-south-1");
        await CallAsync(world, home, location: file, region: null);
        Assert.Equal(("AKIDELSEWHERE", "ap-south-1"), (world.Bedrock.AccessKey, world.Bedrock.SigningRegion));
    }

    [Fact]
    public async Task The_files_are_where_the_variables_say()
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Set("AWS_SHARED_CREDENTIALS_FILE", home.Write("a", "[p]\naws_access_key_id = AKIDMOVED\naws_secret_access_key = secret"))
            .Set("AWS_CONFIG_FILE", home.Write("b", "[profile p]\nregion = ap-south-2"));
        await CallAsync(world, home, region: null);
        Assert.Equal(("AKIDMOVED", "ap-south-2"), (world.Bedrock.AccessKey, world.Bedrock.SigningRegion));
    }

    [Theory]
    [InlineData("[default]")]
    [InlineData("[profile default]")]
    public async Task The_default_profile_may_be_marked_or_not(string section)
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Config(section + "\naws_access_key_id = AKIDDEFAULT\naws_secret_access_key = secret");
        await CallAsync(world, home, profile: null);
        Assert.Equal("AKIDDEFAULT", world.Bedrock.AccessKey);
    }

    [Theory]
    [InlineData("[default]\nKEYS(AKIDBARE)\n[profile default]\nKEYS(AKIDMARKED)")]
    [InlineData("[profile default]\nKEYS(AKIDMARKED)\n[default]\nKEYS(AKIDBARE)")]
    public async Task Of_two_default_profiles_the_marked_one_counts(string config)
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Config(
            config.Replace(
                "KEYS(",
                "aws_secret_access_key = secret\naws_access_key_id = ",
                StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal));
        await CallAsync(world, home, profile: null);
        Assert.Equal("AKIDMARKED", world.Bedrock.AccessKey);
    }

    [Theory]
    [InlineData("[profile 'my work']")]
    [InlineData("[profile \"my work\"]")]
    [InlineData("[profile my work]")]
    public async Task A_name_with_a_space_may_be_quoted_as_the_AWS_CLI_writes_it(string section)
    {
        await using var world = new FakeAws();
        using var home = new TestHome(world);
        home.Config(section + "\naws_access_key_id = AKIDSPACE\naws_secret_access_key = secret");
        await CallAsync(world, home, profile: "my work");
        Assert.Equal("AKIDSPACE", world.Bedrock.AccessKey);
    }

    [Fact]
    public void The_names_of_both_files_are_listed_and_no_section_of_another_kind()
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
    public async Task A_services_section_serves_the_services_that_hand_out_credentials_too()
    {
        await using var world = new FakeAws();
        await using var sts = new FakeAws();
        using var home = new TestHome(new Uri(world.Url));
        home.Config(
            Base
            + "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\nservices = local\n[services local]\n"
            + $"sts =\n  endpoint_url = {sts.Url}\nbedrock =\n  endpoint_url = {world.Url}");
        var (client, _) = await ClientTesting.ConnectAsync(
            new ConnectionSettings { Region = "eu-west-3", ProfileName = "p", Environment = home.Environment });
        await client.GetCustomModelAsync("m", CancellationToken.None);
        Assert.Single(sts.Sts);
        Assert.Equal("ASIAROLER", world.Bedrock.AccessKey);
    }

    [Fact]
    public async Task A_profile_of_the_services_section_s_name_is_not_taken_for_it()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Config(
            "[default]\naws_access_key_id = A\naws_secret_access_key = secret\nregion = us-east-1\nservices = default\n"
            + "[services default]\nbedrock =\n  endpoint_url = http://127.0.0.1:1009");
        var (client, _) = await ClientTesting.ConnectAsync(new ConnectionSettings { Environment = home.Environment });
        Assert.Equal("http://127.0.0.1:1009", client.EndpointUrl);
    }

    private static async Task CallAsync(
        FakeAws world, TestHome home, string? profile = "p", string? location = null, string? region = "eu-west-3")
    {
        var (client, _) = await ClientTesting.ConnectAsync(
            new ConnectionSettings
            {
                Region = region,
                ProfileName = profile,
                ProfileLocation = location,
                EndpointUrl = world.Url,
                Environment = home.Environment,
            });
        await client.GetCustomModelAsync("m", CancellationToken.None);
    }
}
