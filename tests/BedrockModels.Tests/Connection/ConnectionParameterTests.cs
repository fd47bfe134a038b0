using System.Management.Automation;
using System.Net;
using BedrockModels.Emulator;
using BedrockModels.Tests.Client;
using BedrockModels.Tests.Cmdlets;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Connection;

/// <summary>With -Credential the emulator verifies signatures, so a call that succeeds was signed with the right keys.</summary>
public sealed partial class ConnectionParameterTests : IDisposable
{
    private const string Key = "AKIAOTHERKEY00000001";
    private const string Secret = "other/secret+key/0123456789012345678901";

    private readonly TestShell _shell = new(new EmulatorOptions
    {
        ActivationTime = TimeSpan.Zero,
        Credentials = [new EmulatorCredential { AccessKey = Key, SecretKey = Secret },
            new EmulatorCredential { AccessKey = "ASIATEMPORARYKEY0001", SecretKey = Secret, SessionToken = "token" }],
    });

    public ConnectionParameterTests()
    {
        _shell.Set("k", Key);
        _shell.Set("s", Secret);
        _shell.Set("secure", new NetworkCredential("", Secret).SecurePassword);
        _shell.Set("sdk", new SdkLikeCredentials(Key, Secret));
        _shell.Set("tools", new ToolsLikeCredentials(new SdkLikeCredentials(Key, Secret)));
    }

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("-AccessKey $k -SecretKey $s")]
    [InlineData("-AK $k -SK $s")]
    [InlineData("-AccessKey $k -SecretAccessKey $s")]
    [InlineData("-AccessKey $k -SecretKey $secure")]
    [InlineData("-AccessKey ASIATEMPORARYKEY0001 -SecretKey $s -SessionToken token")]
    [InlineData("-Credential @{ AccessKey = $k; SecretKey = $s }")]
    [InlineData("-Credential @{ AccessKeyId = $k; SecretAccessKey = $s }")]
    [InlineData("-Credential @{ AccessKeyId = $k; SecretAccessKey = $secure }")]
    [InlineData("-Credential ([pscustomobject]@{ AccessKeyId = 'ASIATEMPORARYKEY0001'; SecretAccessKey = $s; SessionToken = 'token' })")]
    [InlineData("-Credential ([pscustomobject]@{ Credentials = [pscustomobject]@{ AccessKeyId = $k; SecretAccessKey = $s } })")]
    [InlineData("-Credential ([pscredential]::new($k, $secure))")]
    [InlineData("-Credential $sdk")]
    [InlineData("-Credential $tools")]
    public void Keys_are_accepted_in_every_form(string parameters) => _shell.Run("Get-BedrockCustomModel " + parameters).Clean();

    [Theory]
    [InlineData("$StoredAWSCredentials = $tools")]
    [InlineData("$StoredAWSCredentials = $sdk")]
    public void StoredAWSCredentials_are_read_from_the_scope_of_the_caller(string script) =>
        _shell.Run($"function Get-Them {{ {script}; Get-BedrockCustomModel }}; Get-Them").Clean();

    [Fact]
    public void StoredAWSCredentials_that_refresh_are_read_for_each_call()
    {
        var refreshing = new SdkLikeCredentials(Key, "old");
        _shell.Set("StoredAWSCredentials", new ToolsLikeCredentials(refreshing));

        Assert.Equal("InvalidSignatureException", ScriptResult.IdOf(_shell.Run("Get-BedrockCustomModel").SingleError()));

        refreshing.SecretKey = Secret;
        _shell.Run("Get-BedrockCustomModel").Clean();
    }

    [Fact]
    public void StoredAWSRegion_is_read_from_the_scope_of_the_caller()
    {
        _shell.Set("StoredAWSCredentials", new SdkLikeCredentials(Key, Secret));

        var model = _shell.Run(
            "function New-It { $StoredAWSRegion = 'eu-west-1'; New-BedrockCustomModel a -ModelPackageArn $package }; New-It").Clean()
            .OutputOf<CustomModel>()[0];

        Assert.Equal("eu-west-1", model.Region);
    }

    [Theory]
    [InlineData("-AccessKey $k", "-SecretKey")]
    [InlineData("-SecretKey $s", "-AccessKey")]
    [InlineData("-SessionToken t", "-AccessKey")]
    [InlineData("-Credential @{ AccessKeyId = $k }", "-Credential has an access key but no secret key. Specify both.")]
    [InlineData("-Credential @{ AccessKeyId = $k; SecretAccessKey = '' }",
        "-Credential has an access key but no secret key. Specify both.")]
    [InlineData("-Credential @{ SecretAccessKey = $s }", "-Credential has a secret key but no access key. Specify both.")]
    [InlineData("-Credential ([pscredential]::new($k, [securestring]::new()))", "-Credential is a PSCredential without a password")]
    [InlineData("-Credential @{ x = 1 }", "AccessKeyId")]
    [InlineData("-Credential 5", "AccessKeyId")]
    public void Incomplete_keys_are_refused_with_the_missing_part(string parameters, string says)
    {
        var error = _shell.Run("'a', 'b' | Get-BedrockCustomModel " + parameters).SingleError();

        Assert.Equal("InvalidConnection", ScriptResult.IdOf(error));
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-AccessKey $k -SecretKey $s -Credential $wrong -ProfileName wrong -ProfileLocation $file", "$wrong",
        "-AccessKey and -SecretKey")]
    [InlineData("-Credential $sdk -ProfileName wrong -ProfileLocation $file", "$wrong", "-Credential")]
    [InlineData("-ProfileName right -ProfileLocation $file", "$wrong", "the profile 'right'")]
    [InlineData("", "$sdk", "$StoredAWSCredentials")]
    public void Parameters_win_over_StoredAWSCredentials_in_the_documented_order(string parameters, string stored, string source)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Credentials($"[right]\naws_access_key_id = {Key}\naws_secret_access_key = {Secret}\n"
            + $"[wrong]\naws_access_key_id = {Key}\naws_secret_access_key = wrong");
        _shell.Set("file", home.CredentialsPath);
        _shell.Set("wrong", new SdkLikeCredentials(Key, "wrong"));

        Assert.Contains($"Credentials from {source}.",
            _shell.Run($"$StoredAWSCredentials = {stored}; Get-BedrockCustomModel {parameters} -Verbose").Clean().Verbose);
    }

    [Theory]
    [InlineData("'text'", "$StoredAWSCredentials is a System.String, which contains no keys.")]
    [InlineData("@{ AccessKeyId = $k }", "$StoredAWSCredentials has an access key but no secret key. Specify both.")]
    public void StoredAWSCredentials_without_keys_are_refused_and_not_skipped(string stored, string says)
    {
        var error = _shell.Run($"$StoredAWSCredentials = {stored}; 'a', 'b' | Get-BedrockCustomModel").SingleError();

        Assert.Equal("InvalidConnection", ScriptResult.IdOf(error));
        Assert.StartsWith(says, error.Exception.Message, StringComparison.Ordinal);

        _shell.Run($"$StoredAWSCredentials = {stored}; Get-BedrockCustomModel -Credential $sdk").Clean();
    }

    [Fact]
    public void Unreadable_credentials_end_the_command_once()
    {
        _shell.Set("expired", new ExpiredCredentials("The SSO token has expired."));

        var error = _shell.Run("$StoredAWSCredentials = $expired; 'a', 'b' | Get-BedrockCustomModel").SingleError();

        Assert.Equal("The credentials from $StoredAWSCredentials could not be read: The SSO token has expired. Renew them and try again.",
            error.Exception.Message);
        Assert.Empty(_shell.Emulator.Requests);
    }

    [Fact]
    public void Unknown_profile_ends_the_command_once_with_advice()
    {
        using var shell = new TestShell();
        var folder = Directory.CreateTempSubdirectory();
        shell.Set("file", Path.Combine(folder.FullName, "credentials"));

        var result = shell.Run("'a', 'b' | Get-BedrockCustomModel -ProfileName nobody -ProfileLocation $file");
        folder.Delete();

        var error = result.SingleError();
        Assert.Equal(("ProfileNotUsable", ErrorCategory.AuthenticationError), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.Contains("aws configure --profile nobody", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(shell.Emulator.Requests);
    }

    [Fact]
    public void Verbose_names_the_sources_in_use_and_no_secrets()
    {
        var verbose = _shell.Run("Get-BedrockCustomModel -AccessKey $k -SecretKey $s -Region us-west-2 -Verbose").Clean().Verbose;

        Assert.Contains("Region us-west-2 from -Region.", verbose);
        Assert.Contains(verbose, line => line.Contains("from -EndpointUrl", StringComparison.Ordinal));
        Assert.Contains(verbose, line => line.Contains("-AccessKey and -SecretKey", StringComparison.Ordinal));
        Assert.DoesNotContain(verbose, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public void Region_of_an_ARN_is_used_and_a_contradiction_is_refused()
    {
        using var shell = new TestShell();

        var model = shell.Run("New-BedrockCustomModel a -ModelPackageArn $package -Region us-west-2").Clean().OutputOf<CustomModel>()[0];
        shell.Set("arn", model.ModelArn);

        Assert.Equal("us-west-2", shell.Run("Get-BedrockCustomModel $arn").Clean().OutputOf<CustomModel>()[0].Region);

        var error = shell.Run("Get-BedrockCustomModel $arn -Region us-east-1").SingleError();

        Assert.Equal("RegionContradiction", ScriptResult.IdOf(error));
        Assert.Contains("us-west-2", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, shell.Count("GetCustomModel"));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ ModelArn = $arn; Region = 'eu-west-1' }", "us-west-2", "the ARN")]
    [InlineData("[pscustomobject]@{ ModelName = 'a'; Region = 'eu-west-1' }", "eu-west-1", "the piped object")]
    [InlineData("[pscustomobject]@{ ModelName = 'a' }", "eu-west-2", "$StoredAWSRegion")]
    public void Region_of_the_ARN_wins_over_the_object_and_both_over_StoredAWSRegion(string input, string region,
        string source)
    {
        _shell.Set("arn", "arn:aws:bedrock:us-west-2:123456789012:custom-model/imported/abcdefghijkl");
        _shell.Set("StoredAWSCredentials", new SdkLikeCredentials(Key, Secret));

        var verbose = _shell.Run($"$StoredAWSRegion = 'eu-west-2'; {input} | Get-BedrockCustomModel -ErrorAction Ignore -Verbose").Verbose;

        Assert.Contains($"Region {region} from {source}.", verbose);
    }

    [Fact]
    public void Region_of_an_object_is_used_unless_Region_is_given()
    {
        using var shell = new TestShell();
        shell.Run("New-BedrockCustomModel a -ModelPackageArn $package -Region us-west-2").Clean();
        shell.Run("New-BedrockCustomModel b -ModelPackageArn $package").Clean();

        var models = shell.Run(
            "[pscustomobject]@{ ModelName = 'a'; Region = 'us-west-2' }, [pscustomobject]@{ ModelName = 'b' } | Get-BedrockCustomModel")
            .Clean().OutputOf<CustomModel>();

        Assert.Equal(["us-west-2", "us-east-1"], models.Select(model => model.Region));
        Assert.Single(shell.Run("Get-BedrockCustomModel -ModelIdentifier ([pscustomobject]@{ ModelName = 'a'; Region = 'us-west-2' })")
            .Clean().Output);
        Assert.Single(shell.Run("[pscustomobject]@{ ModelName = 'b'; Region = 'us-west-2' } | Get-BedrockCustomModel -Region us-east-1")
            .Clean().Output);
    }

    [Fact]
    public async Task Stop_works_while_a_source_of_credentials_hangs()
    {
        using var hanging = new HangingCredentials();
        _shell.Set("hanging", hanging);

        var result = await _shell.StopWhenAsync("Get-BedrockCustomModel -Credential $hanging", _ => hanging.Asked);

        Assert.Equal(PSInvocationState.Stopped, result.State);
        Assert.Empty(_shell.Emulator.Requests);
    }

    /// <summary>Credentials that are never handed out.</summary>
    public sealed class HangingCredentials : IDisposable
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _end = new();

        public Task Asked => _asked.Task;

        public Keys? GetCredentials()
        {
            _asked.TrySetResult();
            _end.Wait();
            return null;
        }

        public void Dispose() => _end.Set();
    }

    /// <summary>Credentials whose login has expired.</summary>
    public sealed class ExpiredCredentials(string message)
    {
        public Keys GetCredentials() => throw new InvalidOperationException(message);
    }

    /// <summary>What AWSCredentials of any SDK looks like from outside.</summary>
    public sealed class SdkLikeCredentials(string accessKey, string secretKey)
    {
        public string SecretKey { private get; set; } = secretKey;

        public Keys GetCredentials() => new(accessKey, SecretKey, "");
    }

    /// <summary>What $StoredAWSCredentials of AWS.Tools.Common looks like from outside: the credentials are not public.</summary>
    public sealed class ToolsLikeCredentials(SdkLikeCredentials credentials)
    {
        internal SdkLikeCredentials Credentials { get; } = credentials;
    }

    public sealed record Keys(string AccessKey, string SecretKey, string Token);
}
