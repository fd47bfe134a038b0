using System.Globalization;
using BedrockModels.Tests.Emulator.Durability;

namespace BedrockModels.Tests.Emulator.Cmdlets;

public sealed class AccountParameterTests : CmdletTest
{
    private const string Role = "arn:aws:iam::123456789012:role/my-role";

    [Theory]
    [InlineData("@{ Rolls = @{} }",
        "Account setting 'Rolls' does not exist. Use Roles, Buckets, Keys, ModelPackages, TrainingJobs, Quotas, Deny, Caller.")]
    [InlineData("@{ Roles = @{ r = @{ Trust = 'x' } } }", "Roles setting 'Trust' does not exist. Use TrustPolicy, Allow, Deny.")]
    [InlineData("@{ Buckets = @{ b = @{ Keys = 1 } } }", "Buckets setting 'Keys' does not exist. Use Region, Objects.")]
    [InlineData("@{ Keys = @{ k = @{ Policies = 1 } } }",
        "Keys setting 'Policies' does not exist. Use State, Manager, Spec, Usage, Policy.")]
    [InlineData("@{ ModelPackages = @{ p = @{ Storage = 1 } } }",
        "ModelPackages setting 'Storage' does not exist. Use Status, ApprovalStatus, Restricted, S3Uri, BaseModel.")]
    [InlineData("@{ TrainingJobs = @{ j = @{ Uri = 1 } } }", "TrainingJobs setting 'Uri' does not exist. Use Status, FailureReason, "
        + "OutputPath, S3ModelArtifacts, ModelPackageArn, CheckpointUri, Technique, BaseModel, Lora.")]
    [InlineData("@{ Roles = 'my-role' }",
        "Account setting Roles is not valid. Use a hashtable with a name and its settings, for example @{ 'my-role' = @{ } }.")]
    [InlineData("@{ Keys = @{ k = 'Disabled' } }",
        "Account setting Keys 'k' is not valid. Use a hashtable of its settings, or @{ } for the defaults.")]
    [InlineData("@{ Buckets = @{ b = @(@{ Region = 'us-east-1' }) } }",
        "Account setting Buckets 'b' is not valid. Use a hashtable of its settings, or @{ } for the defaults.")]
    [InlineData("@{ Keys = [pscustomobject]@{ k = [pscustomobject]@{ Stat = 'Disabled' } } }",
        "Keys setting 'Stat' does not exist. Use State, Manager, Spec, Usage, Policy.")]
    [InlineData("@{ Keys = [pscustomobject]@{ k = [pscustomobject]@{ State = 'Off' } } }", "Account setting State 'Off' is not valid. "
        + "Use Enabled, Disabled, PendingDeletion, PendingImport, Unavailable, Creating, Updating.")]
    [InlineData("@{ Quotas = @{ q = $null } }", "Account setting q '' is not valid. Use a number.")]
    [InlineData("@{ Quotas = @{ q = -1 } }", "Account setting Quotas 'q' is -1. Use 0 or more.")]
    [InlineData("@{ Quotas = @{ q = [double]::NaN } }", "Account setting Quotas 'q' is NaN. Use 0 or more.")]
    [InlineData("@{ Quotas = @{ q = [double]::PositiveInfinity } }", "Account setting Quotas 'q' is Infinity. Use 0 or more.")]
    [InlineData("@{ Quotas = @{ q = 'many' } }", "Account setting q 'many' is not valid. Use a number.")]
    [InlineData("@{ Keys = @{ k = @{ State = 'Off' } } }", "Account setting State 'Off' is not valid. "
        + "Use Enabled, Disabled, PendingDeletion, PendingImport, Unavailable, Creating, Updating.")]
    [InlineData("@{ Buckets = @{ b = @{ Region = 'nowhere' } } }",
        "Account setting Region 'nowhere' is not a valid Region name, such as us-east-1.")]
    [InlineData("@{ Buckets = @{ b = @{ Objects = @{ x = $true } } } }",
        "Account setting Objects is not valid: 'x' must be text, bytes or a size.")]
    public void Setting_that_does_not_exist_or_is_not_valid_is_named(string account, string message) =>
        Assert.Equal(message, Refusal("-Account " + account));

    [Theory]
    [InlineData("@{ Roles = @{ 'my-role' = $null } }", "Active")]
    [InlineData("@{ Roles = @{ 'my-role' = @{} } }", "Active")]
    [InlineData("@{ ROLES = @{ 'my-role' = [pscustomobject]@{ Allow = 's3:*'; Deny = 's3:Put*', 's3:Delete*' } } }", "Active")]
    [InlineData("@{ Roles = @{} }", "Failed")]
    [InlineData("@{ Roles = @{ 'my-role' = @{ TrustPolicy = '{ }' } } }", "Failed")]
    [InlineData("@{ Roles = @{ 'my-role' = @{ TrustPolicy = @{ Statement = @(@{ Effect = 'Allow'; Action = 'sts:AssumeRole'; "
        + "Principal = [pscustomobject]@{ Service = @('bedrock.amazonaws.com') } }) } } } }", "Active")]
    [InlineData("@{ Buckets = @{ 'my-bucket' = @{ Objects = @{ 'job/a' = 5GB } } } }", "Active")]
    [InlineData("@{ Buckets = @{ 'my-bucket' = @{ Objects = @{ 'job/a' = [byte[]](1, 2) } } } }", "Active")]
    [InlineData("@{ Buckets = @{ 'my-bucket' = @{ Objects = @{} } } }", "Failed")]
    [InlineData("@{ Deny = 'iam:*' }", "Active")]
    public async Task Account_is_read_from_hashtables_and_objects(string account, string status)
    {
        var emulator = Start($"-ActivationTime 0 -Account {account}");

        await Send(emulator, HttpMethod.Post, "/custom-models/create-custom-model", "{\"modelName\":\"m\",\"roleArn\":\"" + Role
            + "\",\"modelSourceConfig\":{\"s3DataSource\":{\"s3Uri\":\"s3://my-bucket/job/\"}}}");

        Assert.Equal(status, (await Send(emulator, HttpMethod.Get, "/custom-models/m")).Text("modelStatus"));
    }

    [Fact]
    public async Task Largest_quotas_refuse_nothing()
    {
        var emulator = Start("-Account @{ Quotas = @{ 'L-CB5B847D' = 1e300; 'L-BE77399C' = 1e300 } }");

        Assert.Equal(202, (await CreateModel(emulator, "model")).Status);
        Assert.Equal(201, (await Send(emulator, HttpMethod.Post, "/provisioned-model-throughput",
            """{"provisionedModelName":"t","modelId":"amazon.nova-lite-v1:0","modelUnits":1}""")).Status);
    }

    [Fact]
    public async Task Account_of_a_state_file_counts_and_stays_in_the_file()
    {
        using var state = new StateFolder();
        const string Account = """
            "account": { "roles": {}, "buckets": { "b": { "objects": { "n": 7, "y": { "base64": "AQI=" } } } }, "deny": ["kms:*"] }
            """;
        await File.WriteAllTextAsync(state.Path, "{ " + Account + " }", TestContext.Current.CancellationToken);
        var emulator = Start($"-StatePath '{state.Path}'");

        await CreateModel(emulator, "model", $$""","roleArn":"{{Role}}" """);
        var denied = await Send(emulator, HttpMethod.Post, "/", "{}", Authorization("kms"), ("X-Amz-Target", "TrentService.DescribeKey"));
        var read = await Send(emulator, HttpMethod.Get, "/b/y", null, Authorization("s3"));
        Shell.Run($"Stop-BedrockEmulator {emulator.Port}").Clean();
        var file = await File.ReadAllTextAsync(state.Path, TestContext.Current.CancellationToken);

        Assert.Equal(("AccessDeniedException", "0102"), (denied.Text("__type"), Convert.ToHexString(read.Content)));
        Assert.Contains("Could not assume provided IAM role", file, StringComparison.Ordinal);
        Assert.Contains("\"base64\": \"AQI=\"", file, StringComparison.Ordinal);
        Assert.Contains("\"kms:*\"", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Account_of_a_state_file_that_is_not_valid_is_refused_with_the_file()
    {
        using var state = new StateFolder();
        await File.WriteAllTextAsync(state.Path, """{ "account": { "keys": { "k": { "state": "Off" } } } }""",
            TestContext.Current.CancellationToken);

        Assert.StartsWith($"The state file '{state.Path}' is refused: Account setting State 'Off' is not valid. Use Enabled, ",
            Refusal($"-StatePath '{state.Path}'"), StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_can_select_an_operation_of_the_account()
    {
        var emulator = Start("-Fault @{ Operation = 'HeadBucket'; Error = 'ThrottlingException' }");

        Assert.Equal("HeadBucket", emulator.Faults[0].Definition["Operation"]);
    }

    private static string Authorization(string service) => TestEmulator.AuthorizationFor("us-east-1", service)
        .Replace("20260801", DateTime.UtcNow.ToString("yyyyMMdd", CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
