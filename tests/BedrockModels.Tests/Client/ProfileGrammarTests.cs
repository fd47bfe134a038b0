using System.Text;
using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>The rules of docs/credentials.md about the lines of the profile files, in the order of that page.</summary>
public sealed class ProfileGrammarTests
{
    private const string Keys = "\naws_access_key_id = AKIDP\naws_secret_access_key = secret";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Line_can_end_as_on_every_system(string end) =>
        Assert.Equal("AKIDP", await KeyOf($"[profile p]{Keys}".Replace("\n", end, StringComparison.Ordinal)));

    [Fact]
    public async Task File_can_start_with_a_byte_order_mark() => Assert.Equal("AKIDP", await KeyOf($"\uFEFF[profile p]{Keys}"));

    [Fact]
    public async Task File_can_be_UTF_16_as_Windows_PowerShell_writes_it()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        File.WriteAllText(home.ConfigPath, $"[profile p]{Keys}", Encoding.Unicode);

        await home.CallAsync(aws);

        Assert.Equal("AKIDP", aws.Bedrock.AccessKey);
    }

    [Theory]
    [InlineData("[profile p] # prod")]
    [InlineData("[profile p] ; prod")]
    [InlineData("[profile p];prod")]
    [InlineData("[profile p]#prod")]
    [InlineData("[profile p] # see [1]")]
    [InlineData("[profile p]\t# prod")]
    [InlineData("[profile p] prod")]
    [InlineData("[profile  p]")]
    [InlineData("[profile\tp]")]
    [InlineData("[ profile p ]")]
    [InlineData("  [profile p]")]
    [InlineData("[profile 'p']")]
    [InlineData("[profile \"p\"] # prod")]
    [InlineData("[profile  \"p\" ]")]
    [InlineData("# first\n; second\n\n  # third\n[profile p]")]
    [InlineData("[profile other] # not mine\nregion = us-east-1\n[profile p]")]
    public async Task Header_can_have_a_comment_quotes_and_white_space(string header) =>
        Assert.Equal("AKIDP", await KeyOf(header + Keys));

    [Theory]
    [InlineData("[profile \"my work\"]", "my work")]
    [InlineData("[profile 'my work']", "my work")]
    [InlineData("[profile my work]", "my work")]
    [InlineData("[profile \"say \\\"hi\\\"\"]", "say \"hi\"")]
    [InlineData("[profile 'it'\"'\"'s me']", "it's me")]
    [InlineData("[profile it's]", "it's")]
    [InlineData("[profile DOMAIN\\user]", "DOMAIN\\user")]
    [InlineData("[profile a#b]", "a#b")]
    [InlineData("[profile dev@corp]", "dev@corp")]
    public async Task Name_is_read_as_the_AWS_CLI_writes_it(string header, string name) =>
        Assert.Equal("AKIDP", await KeyOf(header + Keys, profile: name));

    [Theory]
    [InlineData("[p]")]
    [InlineData("[Profile p]")]
    [InlineData("[profilep]")]
    [InlineData("[profiles p]")]
    [InlineData("[profile]")]
    [InlineData("[profile P]")]
    [InlineData("[sso-session p]")]
    [InlineData("[plugins]\nx = y\n[preview]")]
    public async Task Section_of_another_kind_or_name_is_not_the_profile(string header) =>
        Assert.Contains("The profile 'p' (from -ProfileName) does not exist", await FailureOf(header + Keys), StringComparison.Ordinal);

    [Theory]
    [InlineData("[p] ; key of the build")]
    [InlineData("[ p ]")]
    public async Task Section_of_the_credentials_file_is_named_without_a_word_in_front(string header)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Credentials($"[profile p]{Keys.Replace("AKIDP", "AKIDWRONG", StringComparison.Ordinal)}\n{header}{Keys}");

        await home.CallAsync(aws);

        Assert.Equal("AKIDP", aws.Bedrock.AccessKey);
    }

    [Theory]
    [InlineData("aws_access_key_id=AKIDP")]
    [InlineData("aws_access_key_id\t=\tAKIDP  ")]
    [InlineData("aws_access_key_id: AKIDP")]
    [InlineData("AWS_Access_Key_ID = AKIDP")]
    [InlineData("aws_access_key_id = AKIDP # mine")]
    [InlineData("aws_access_key_id = AKIDP\t; mine")]
    [InlineData("  aws_access_key_id = AKIDP")]
    [InlineData("\taws_access_key_id = AKIDP\n\toutput = json")]
    [InlineData("output = json\n  # a comment, not a second line\naws_access_key_id = AKIDP")]
    [InlineData("output =\naws_access_key_id = AKIDP")]
    [InlineData("s3 =\n  region = eu-west-1\n\n  # nested\n  addressing_style = path\naws_access_key_id = AKIDP")]
    public async Task Setting_can_have_white_space_a_colon_another_case_and_a_comment(string lines) =>
        Assert.Equal("AKIDP", await KeyOf($"[profile p]\n{lines}\naws_secret_access_key = secret"));

    [Theory]
    [InlineData("https://corp.awsapps.com/start#/")]
    [InlineData("a;b")]
    [InlineData("a=b:c")]
    [InlineData("\"quoted\"")]
    [InlineData("$HOME")]
    public void Value_is_used_as_it_is_written(string value) =>
        Assert.Equal(value, ProfileOf($"[profile p]\nx = {value}").Get("x"));

    [Fact]
    public void Command_of_a_credential_process_can_contain_the_signs_of_a_comment() =>
        Assert.Equal("sh -c 'a ; b # c'", ProfileOf("[profile p]\ncredential_process = sh -c 'a ; b # c'").Get("credential_process"));

    [Theory]
    [InlineData("region = us-east-1\n  aws_secret_access_key = SECRET")]
    [InlineData("region = us-east-1\n\n\taws_secret_access_key = SECRET")]
    public async Task Line_with_more_white_space_than_the_setting_above_belongs_to_it_and_is_refused(string lines)
    {
        var failure = await FailureOf($"[profile p]{Keys}\n{lines}", region: null);

        Assert.Contains("The line after the setting 'region' of 'p' belongs to it", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[profile p]\nregion = us-east-1\nregion = us-west-2", "'region' twice in the section of line 1 (again in line 3)")]
    [InlineData("[profile p]\nregion = us-east-1\nREGION = us-east-1", "'REGION' twice in the section of line 1 (again in line 3)")]
    [InlineData("[profile p]\naws_secret_access_key = SECRET\naws_secret_access_key = SECRET", "the setting 'aws_secret_access_key' twice")]
    [InlineData("[profile p]\n[sso-session x]\nsso_region = a\nsso_region = b", "the setting 'sso_region' twice in the section of line 2")]
    [InlineData("[services x]\nbedrock =\n  endpoint_url = a\n  endpoint_url = b", "the setting 'endpoint_url' twice")]
    [InlineData("[services x]\nbedrock =\n  endpoint_url = a\nbedrock =\n  endpoint_url = b", "the setting 'bedrock' twice")]
    [InlineData("[profile p]\n[profile q]\n[profile p]", "the section [profile p] twice (lines 1 and 3)")]
    [InlineData("[profile p]\n[profile 'p']", "the section [profile 'p'] twice (lines 1 and 2)")]
    [InlineData("[sso-session x]\n[sso-session \"x\"]", "the section [sso-session \"x\"] twice")]
    [InlineData("[services x]\n[services x]", "the section [services x] twice")]
    [InlineData("[default]\n[default]", "the section [default] twice")]
    [InlineData("[profile default]\n[default]", "the section [default] twice (lines 1 and 2)")]
    public async Task Setting_or_section_that_stands_twice_is_refused_by_name(string config, string reason)
    {
        var failure = await FailureOf(config);

        Assert.Contains(reason, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profile_default_is_used_instead_of_an_earlier_default() =>
        Assert.Equal(
            "AKIDP", await KeyOf($"[default]\naws_access_key_id = A\naws_secret_access_key = s\n[profile default]{Keys}", profile: null));

    [Fact]
    public async Task Section_DEFAULT_is_refused() =>
        Assert.Contains("has a section [DEFAULT] (line 1)", await FailureOf($"[DEFAULT]{Keys}\n[profile p]"), StringComparison.Ordinal);

    [Theory]
    [InlineData("[profile p]\nregion = us-east-1\naws_secret_access_key SECRET", 3)]
    [InlineData("[profile p]\n= SECRET", 2)]
    [InlineData("[profile p", 1)]
    [InlineData("aws_secret_access_key = SECRET\n[profile p]", 1)]
    [InlineData("[profile p]\ns3 =\n  SECRET", 3)]
    [InlineData("[profile p]\n[]", 2)]
    public async Task Line_that_is_none_of_these_is_named_by_its_number(string config, int line)
    {
        var failure = await FailureOf(config);

        Assert.Contains($"line {line} is not a [section], key = value or comment", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[sso-session 'my corp']")]
    [InlineData("[sso-session \"my corp\"] # c")]
    [InlineData("[ sso-session\tmy corp ];c")]
    public void Sso_session_has_the_header_of_a_profile(string header)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Config($"{header}\nsso_region = eu-central-1");

        var session = new ProfileFiles(new ConnectionSettings { Environment = home.Environment }).FindSsoSession("my corp");

        Assert.Equal("eu-central-1", session?.Get("sso_region"));
    }

    [Theory]
    [InlineData("[services my dev]\nbedrock =\n  endpoint_url = http://127.0.0.1:1009")]
    [InlineData("[services \"my dev\"] # local\nbedrock =\n\tendpoint_url=http://127.0.0.1:1009 # this machine")]
    [InlineData("[services 'my dev']\ns3 =\n  endpoint_url = http://x\nBedrock =\n\n  # c\n  Endpoint_URL = http://127.0.0.1:1009")]
    public async Task Services_section_has_the_header_of_a_profile_and_indented_settings(string section)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Config($"[default]{Keys}\nregion = us-east-1\nservices = my dev\n{section}");

        var (client, _) = await ClientTesting.ConnectAsync(new ConnectionSettings { Environment = home.Environment });

        Assert.Equal("http://127.0.0.1:1009", client.EndpointUrl);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n[services gone]")]
    [InlineData("\n[services Gone]\nbedrock =\n  endpoint_url = http://127.0.0.1:1")]
    public async Task Services_section_that_does_not_exist_is_refused(string section)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Config($"[default]{Keys}\nregion = us-east-1\nservices = gone{section}");

        var failure = await Assert.ThrowsAsync<BedrockException>(
            () => ClientTesting.ConnectAsync(new ConnectionSettings { Environment = home.Environment }));

        Assert.Contains("The services section 'gone' that the profile uses does not exist", failure.Message, StringComparison.Ordinal);
    }

    private static Profile ProfileOf(string config)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Config(config);
        return new ProfileFiles(new ConnectionSettings { Environment = home.Environment }).Find("p")!;
    }

    private static async Task<string?> KeyOf(string config, string? profile = "p")
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        await home.Config(config).CallAsync(aws, profile);
        return aws.Bedrock.AccessKey;
    }

    private static async Task<string> FailureOf(string config, string? region = "eu-west-3")
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(config);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => home.CallAsync(aws, region: region));

        Assert.Equal("ProfileNotUsable", failure.ErrorCode);
        Assert.Empty(aws.Requests);
        return failure.ToString();
    }
}
