using BedrockModels.Client;
using Microsoft.Extensions.Time.Testing;

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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Relative_token_file_starts_in_the_working_folder_of_each_call(bool fromProfile)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        const string Role = "arn:aws:iam::123456789012:role/ci";
        if (fromProfile)
            home.Config($"[profile p]\nrole_arn = {Role}\nweb_identity_token_file = jwt");
        else
            home.Set("AWS_ROLE_ARN", Role).Set("AWS_WEB_IDENTITY_TOKEN_FILE", "jwt");
        var settings = new ConnectionSettings { Region = "us-east-1", ProfileName = fromProfile ? "p" : null };
        await Assert.ThrowsAsync<BedrockException>(() => ClientTesting.ConnectAsync(settings with { Environment = home.Environment }));
        home.Write("a/jwt", "the-jwt\r\n");

        await ClientTesting.ConnectAsync(
            settings with { Environment = home.Environment with { WorkingFolder = Path.Combine(home.Folder, "a") } });

        Assert.Equal("the-jwt", Assert.Single(aws.Sts)["WebIdentityToken"]);
    }

    [Fact]
    public async Task Web_identity_token_behind_a_link_is_read_again_for_each_request()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        await using var aws = new FakeAws();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var home = new TestHome(aws) { Clock = clock };
        home.Write("volume/..1/token", "one");
        home.Write("volume/..2/token", "two");
        var data = Path.Combine(home.Folder, "volume", "..data");
        Directory.CreateSymbolicLink(data, "..1");
        File.CreateSymbolicLink(Path.Combine(home.Folder, "volume", "token"), "..data/token");
        home.Set("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/pod").Set("AWS_WEB_IDENTITY_TOKEN_FILE", "volume/token");
        await home.CallAsync(aws, profile: null);

        Directory.Delete(data);
        Directory.CreateSymbolicLink(data, "..2");
        await home.CallAsync(aws, profile: null);
        Assert.Single(aws.Sts);
        clock.Advance(TimeSpan.FromHours(6) - TimeSpan.FromMinutes(4));
        await home.CallAsync(aws, profile: null);

        Assert.Equal(["one", "two"], aws.Sts.Select(form => form["WebIdentityToken"]));
    }

    [Fact]
    public async Task Source_keys_are_read_again_when_STS_rejects_them()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(Base + "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base");
        aws.Override = request =>
        {
            if (request is not { Path: "/", AccessKey: "AKIDBASE" })
                return null;

            // The keys are replaced while the command runs.
            var config = File.ReadAllText(home.ConfigPath);
            File.WriteAllText(home.ConfigPath, config.Replace("AKIDBASE", "AKIDNEWER", StringComparison.Ordinal));
            return Reply.Text(
                "<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>m</Message></Error></ErrorResponse>", 403, "text/xml");
        };

        await home.CallAsync(aws);

        Assert.Equal(["AKIDBASE", "AKIDNEWER", "ASIAROLER"], aws.Requests.Select(r => r.AccessKey));
    }

    [Theory]
    [InlineData("role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base")]
    [InlineData("sso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\nsso_account_id = 1\nsso_role_name = r")]
    public async Task Stop_ends_the_request_to_the_service_that_issues_the_keys(string settings)
    {
        await using var silent = new StandIn(Reply.Hang);
        using var home = new TestHome(new Uri(silent.Url));
        home.Set("AWS_ENDPOINT_URL_STS", silent.Url).Set("AWS_ENDPOINT_URL_SSO", silent.Url).Config($"{Base}[profile p]\n{settings}");
        SsoTests.Login(home, "https://corp.awsapps.com/start", "sso-token", TimeSpan.FromHours(1));
        using var cancel = new CancellationTokenSource();
        var connect = BedrockClient.ConnectAsync(
            new ConnectionSettings { Region = "us-east-1", ProfileName = "p", Environment = home.Environment },
            _ => { },
            _ => { },
            cancel.Token);
        while (silent.Requests.IsEmpty && !connect.IsCompleted)
            await Task.Yield();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connect.WaitAsync(ClientTesting.Patience, CancellationToken.None));
        await silent.Left.WaitAsync(ClientTesting.Patience, CancellationToken.None);
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
