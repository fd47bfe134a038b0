using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>Where the shared files are, and which of their sections are profiles.</summary>
public sealed class ProfileFileTests
{
    [Fact]
    public async Task Credentials_file_wins_over_the_config_file()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config("[profile p]\naws_access_key_id = AKIDCONFIG\naws_secret_access_key = secret")
            .Credentials("[p]\naws_access_key_id = AKIDCREDENTIALS\naws_secret_access_key = secret");

        await home.CallAsync(aws);

        Assert.Equal("AKIDCREDENTIALS", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Tilde_in_the_path_of_a_file_is_the_home_folder()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_CONFIG_FILE", "~/elsewhere/config");
        home.Write("elsewhere/config", "[profile p]\naws_access_key_id = AKIDELSEWHERE\naws_secret_access_key = secret\n");

        await home.CallAsync(aws);

        Assert.Equal("AKIDELSEWHERE", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task ProfileLocation_sets_the_credentials_file_and_the_config_file_beside_it()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config("[profile p]\nrole_arn = arn:aws:iam::123456789012:role/elsewhere\nsource_profile = p");
        var file = home.Write("elsewhere/keys", "[p]\naws_access_key_id = AKIDELSEWHERE\naws_secret_access_key = secret");
        home.Write("elsewhere/config", "[profile p]\nregion = ap-south-1");

        await home.CallAsync(aws, location: file, region: null);

        Assert.Equal(("AKIDELSEWHERE", "ap-south-1"), (aws.Bedrock.AccessKey, aws.Bedrock.SigningRegion));
    }

    [Fact]
    public async Task Variables_set_the_paths_of_both_files()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_SHARED_CREDENTIALS_FILE", home.Write("a", "[p]\naws_access_key_id = AKIDMOVED\naws_secret_access_key = secret"))
            .Set("AWS_CONFIG_FILE", home.Write("b", "[profile p]\nregion = ap-south-2"));

        await home.CallAsync(aws, region: null);

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

        await home.CallAsync(aws, profile: null);

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

        await home.CallAsync(aws, profile: null);

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

        await home.CallAsync(aws, profile: "my work");

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
    public async Task Services_section_with_the_name_of_a_profile_is_found()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Config(
            "[default]\naws_access_key_id = A\naws_secret_access_key = secret\nregion = us-east-1\nservices = default\n"
            + "[services default]\nbedrock =\n  endpoint_url = http://127.0.0.1:1009");

        var (client, _) = await ClientTesting.ConnectAsync(new ConnectionSettings { Environment = home.Environment });

        Assert.Equal("http://127.0.0.1:1009", client.EndpointUrl);
    }
}
