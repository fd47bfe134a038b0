using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>Where the shared files are, and which of their sections are profiles.</summary>
public sealed class ProfileFileTests
{
    private const string NoLinks = "On Windows, only an administrator can create a link.";

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

    [Theory]
    [InlineData("~/elsewhere/config")]
    [InlineData("$PLACE/config")]
    [InlineData("${PLACE}/config")]
    [InlineData("~/${NAME}/config")]
    [InlineData("elsewhere/config")]
    [InlineData("./elsewhere/config")]
    [InlineData("elsewhere/../elsewhere/config")]
    public async Task Path_in_a_variable_is_read_as_in_the_AWS_CLI_and_from_the_location_of_the_session(string path)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("PLACE", Path.Combine(home.Folder, "elsewhere")).Set("NAME", "elsewhere").Set("AWS_CONFIG_FILE", path);
        home.Write("elsewhere/config", "[profile p]\naws_access_key_id = AKIDELSEWHERE\naws_secret_access_key = secret\n");

        await home.CallAsync(aws);

        Assert.Equal("AKIDELSEWHERE", aws.Bedrock.AccessKey);
    }

    [Theory]
    [InlineData("$NO_SUCH_VARIABLE")]
    [InlineData("~somebody")]
    [InlineData("a$")]
    [InlineData("%NAME%", true)]
    public async Task Text_in_a_path_that_is_not_replaced_is_a_name(string folder, bool isVariableOnWindows = false)
    {
        Assert.SkipWhen(isVariableOnWindows && OperatingSystem.IsWindows(), "This is a variable on Windows.");
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_CONFIG_FILE", folder + "/config");
        home.Write(folder + "/config", "[profile p]\naws_access_key_id = AKIDNAME\naws_secret_access_key = secret\n");

        await home.CallAsync(aws);

        Assert.Equal("AKIDNAME", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Path_of_ProfileLocation_is_already_resolved_by_PowerShell()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("NAME", "elsewhere");
        var file = home.Write("$NAME/keys", "[p]\naws_access_key_id = AKIDLITERAL\naws_secret_access_key = secret");

        await home.CallAsync(aws, location: file);

        Assert.Equal("AKIDLITERAL", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Files_that_do_not_exist_are_empty_and_one_that_cannot_be_read_is_reported()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_CONFIG_FILE", "no/such/file")
            .Credentials("[p]\naws_access_key_id = AKIDP\naws_secret_access_key = secret");

        await home.CallAsync(aws);
        home.Set("AWS_CONFIG_FILE", ".");
        var failure = await Assert.ThrowsAsync<BedrockException>(() => home.CallAsync(aws));

        Assert.Equal("AKIDP", aws.Bedrock.AccessKey);
        Assert.Contains("could not be read. Check its permissions.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[p]\nID(AKIDNEW)\nSECRET", "[profile p]\nID(AKIDOLD)\nSECRET\naws_session_token = old", "AKIDNEW")]
    [InlineData("[p]\naws_session_token = old", "[profile p]\nID(AKIDCONFIG)\nSECRET", "AKIDCONFIG")]
    [InlineData("[p]\naws_secret_access_key = other", "[profile p]\nID(AKIDCONFIG)\nSECRET", "AKIDCONFIG")]
    public async Task Parts_of_a_key_come_from_one_file(string credentials, string config, string accessKey)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Credentials(Expand(credentials)).Config(Expand(config));

        await home.CallAsync(aws);

        Assert.Equal((accessKey, ""), (aws.Bedrock.AccessKey, aws.Bedrock.Header("x-amz-security-token")));

        static string Expand(string text) => text
            .Replace("ID(", "aws_access_key_id = ", StringComparison.Ordinal)
            .Replace(")", "", StringComparison.Ordinal)
            .Replace("SECRET", "aws_secret_access_key = secret", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Role_is_assumed_again_when_the_target_of_a_linked_file_changes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoLinks);
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Link(".aws/config", "../dotfiles-config");

        foreach (var role in new[] { "one", "three" })
        {
            home.Write("dotfiles-config", RoleConfig(role));
            await home.CallAsync(aws);
        }

        Assert.Equal("ASIAROLETHREE", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Role_is_assumed_again_when_the_data_link_of_a_Kubernetes_volume_moves()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoLinks);
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Set("AWS_CONFIG_FILE", "mount/config");
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var role in new[] { "one", "two" })
            File.SetLastWriteTimeUtc(home.Write($"mount/..{role}/config", RoleConfig(role)), time);
        home.Link("mount/config", "..data/config");

        foreach (var role in new[] { "one", "two" })
            await home.Link("mount/..data", $"..{role}").CallAsync(aws);

        Assert.Equal("ASIAROLETWO", aws.Bedrock.AccessKey);
    }

    [Fact]
    public void Stamp_of_a_file_ends_for_links_in_a_circle()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoLinks);
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Link("a", "b").Link("b", "a");

        Assert.Equal(-1, FileStamp.Read(Path.Combine(home.Folder, "a", "config")).Length);
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

    private static string RoleConfig(string role) =>
        "[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secret\n"
        + $"[profile p]\nrole_arn = arn:aws:iam::123456789012:role/{role}\nsource_profile = base\n";
}
