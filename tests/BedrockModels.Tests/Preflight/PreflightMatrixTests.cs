using BedrockModels.Preflight;
using BedrockModels.Protocol;
using BedrockModels.Tests.Client;

namespace BedrockModels.Tests.Preflight;

/// <summary>Each check, in each state of the account that it is about.</summary>
public sealed class PreflightMatrixTests
{
    public static TheoryData<string, string, string> Matrix { get; } = new()
    {
        { "Region", "in order", "Pass" },
        { "Region", "no API in the Region", "Fail" },
        { "Name", "in order", "Pass" },
        { "Name", "name taken", "Fail" },
        { "Name", "name of a Failed model", "Warning" },
        { "Name", "models of another account", "Pass" },
        { "Source", "in order", "Pass" },
        { "Source", "source taken", "Warning" },
        { "Source", "source taken, other SDK", "Warning" },
        { "Source", "source of a Failed model", "Pass" },
        { "Source", "other source", "Pass" },
        { "Source", "tags denied", "Unknown" },
        { "Source", "no tagging API", "Warning" },
        { "ModelQuota", "in order", "Pass" },
        { "ModelQuota", "quota used up", "Fail" },
        { "ModelQuota", "no applied quota", "Pass" },
        { "ModelQuota", "models of another account", "Pass" },
        { "ModelUnits", "in order", "Pass" },
        { "ModelUnits", "quota used up", "Fail" },
        { "ModelUnits", "no applied quota", "Unknown" },
        { "ModelUnits", "a unit in use", "Fail" },
        { "ModelUnits", "a unit requested", "Fail" },
        { "ModelUnits", "units of other quotas in use", "Pass" },
        { "Account", "in order", "Pass" },
        { "Account", "caller in another account", "Fail" },
        { "BucketName", "in order", "Pass" },
        { "Role", "in order", "Pass" },
        { "Role", "role missing", "Fail" },
        { "Role", "role with a path", "Fail" },
        { "Role", "caller in another account", "Unknown" },
        { "RoleTrust", "in order", "Pass" },
        { "RoleTrust", "role of SageMaker", "Fail" },
        { "RoleTrust", "role missing", "Unknown" },
        { "RoleTrust", "caller in another account", "Unknown" },
        { "RolePermissions", "in order", "Pass" },
        { "RolePermissions", "S3 not allowed", "Fail" },
        { "RolePermissions", "own prefix allowed", "Pass" },
        { "RolePermissions", "bucket and own prefix allowed", "Pass" },
        { "RolePermissions", "bucket without objects allowed", "Fail" },
        { "RolePermissions", "simulation of one action at a time", "Pass" },
        { "RolePermissions", "KMS not allowed by IAM", "Unknown" },
        { "RolePermissions", "explicit Deny of KMS", "Fail" },
        { "RolePermissions", "context missing", "Unknown" },
        { "CallerPermissions", "in order", "Pass" },
        { "CallerPermissions", "PassRole not allowed", "Fail" },
        { "CallerPermissions", "creation allowed only on models", "Fail" },
        { "CallerPermissions", "simulation of one action at a time", "Pass" },
        { "CallerPermissions", "no decision about * among ARNs", "Pass" },
        { "CallerPermissions", "context missing", "Unknown" },
        { "CallerPermissions", "caller is root", "Unknown" },
        { "Artifacts", "in order", "Pass" },
        { "Artifacts", "no bucket", "Fail" },
        { "Artifacts", "no object", "Fail" },
        { "Artifacts", "bucket elsewhere", "Warning" },
        { "Artifacts", "404 of a proxy", "Unknown" },
        { "Key", "in order", "Pass" },
        { "Key", "no key", "Fail" },
        { "Key", "key disabled", "Fail" },
        { "Key", "key of AWS", "Fail" },
        { "Key", "key asymmetric", "Fail" },
        { "Key", "key to sign", "Fail" },
        { "Key", "key elsewhere", "Fail" },
        { "KeyPolicy", "in order", "Pass" },
        { "KeyPolicy", "key policy names another", "Unknown" },
        { "KeyPolicy", "key policy denies", "Fail" },
        { "ModelPackage", "in order", "Pass" },
        { "ModelPackage", "package Pending", "Fail" },
        { "ModelPackage", "package ordinary", "Fail" },
        { "ModelPackage", "package ordinary, group restricted", "Pass" },
        { "ModelPackage", "package not approved", "Warning" },
        { "ModelPackage", "no package", "Fail" },
    };

    /// <summary>The operation that each check rests on.</summary>
    public static TheoryData<string, string> Foundations { get; } = new()
    {
        { "Account", "GetCallerIdentity" },
        { "Region", "ListCustomModels" },
        { "Name", "ListCustomModels" },
        { "Source", "ListCustomModels" },
        { "ModelQuota", "ListCustomModels" },
        { "ModelQuota", "GetServiceQuota" },
        { "ModelUnits", "GetServiceQuota" },
        { "ModelUnits", "ListProvisionedModelThroughputs" },
        { "ModelPackage", "DescribeModelPackage" },
        { "Role", "GetRole" },
        { "RoleTrust", "GetRole" },
        { "RolePermissions", "SimulatePrincipalPolicy" },
        { "CallerPermissions", "SimulatePrincipalPolicy" },
        { "CallerPermissions", "GetCallerIdentity" },
        { "Artifacts", "ListObjectsV2" },
        { "Key", "DescribeKey" },
        { "KeyPolicy", "GetKeyPolicy" },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Check_has_its_status_in_this_state(string check, string state, string status)
    {
        await using var account = new FakeAccount();
        AccountStates.All[state](account);

        var result = await RunAsync(account, check);

        Assert.Equal((check, state, status), (result.Check, state, result.Status));
        Assert.NotNull(result.Message);
        Assert.Equal(status == "Pass", result.RecommendedAction is null && result.Status != "Unknown");
    }

    [Theory]
    [MemberData(nameof(Foundations))]
    public async Task Check_that_may_not_look_is_unknown_and_names_the_permission(string check, string operation)
    {
        await using var account = new FakeAccount().Deny(operation);

        var result = await RunAsync(account, check);

        Assert.Equal("Unknown", result.Status);
        Assert.Matches("Allow [a-z0-9]+:[A-Z][A-Za-z]+ to run this check", result.RecommendedAction!);
    }

    [Theory]
    [MemberData(nameof(Foundations))]
    public async Task Check_of_a_service_that_does_not_respond_is_unknown(string check, string operation)
    {
        await using var account = new FakeAccount().Set(operation, Reply.Drop);

        Assert.Equal("Unknown", (await RunAsync(account, check)).Status);
    }

    [Theory]
    [MemberData(nameof(Foundations))]
    public async Task Other_checks_run_when_one_cannot_look(string check, string operation)
    {
        await using var account = new FakeAccount().Deny(operation);

        var results = await RunAllAsync(account, Row());

        Assert.Equal(14, results.Count);
        Assert.Equal(
            check is not ("ModelPackage" or "ModelUnits"), results.Any(result => (result.Check, result.Status) == (check, "Unknown")));
        Assert.DoesNotContain(results, result => result.Status == "Fail");
    }

    [Fact]
    public void Every_check_is_in_the_matrix_and_in_the_values_of_Skip()
    {
        var names = PreflightChecks.All.Select(check => check.Name).ToList();
        var skip = typeof(TestBedrockCustomModelCommand).GetProperty("Skip")!
            .GetCustomAttributes(typeof(System.Management.Automation.ValidateSetAttribute), false)
            .Cast<System.Management.Automation.ValidateSetAttribute>().Single().ValidValues;

        Assert.Equal(names, skip);
        Assert.Equal(["Request"], names.Except(Matrix.Select(row => row.Data.Item1)));
    }

    [Theory]
    [InlineData(false, 10)]
    [InlineData(true, 8)]
    public async Task Row_needs_at_most_ten_requests(bool hasPackage, int count)
    {
        await using var account = new FakeAccount();
        AccountStates.All["source taken"](account);

        await RunAllAsync(account, hasPackage ? PackageRow(FakeAccount.Key) : Row());

        Assert.Equal(count, account.Operations.Count);
    }

    [Fact]
    public async Task Rows_with_the_same_role_key_and_bucket_ask_for_them_once()
    {
        await using var account = new FakeAccount();
        var facts = new PreflightFacts(await account.ConnectAsync(), TimeProvider.System, CancellationToken.None);

        for (var n = 0; n < 50; n++)
        {
            await PreflightChecks.RunAsync(Row($"{FakeAccount.S3Uri}{n}"), facts, [], CancellationToken.None);
        }

        var counts = account.Operations.CountBy(operation => operation).ToDictionary();
        Assert.Equal((50, 2, 1, 1, 1, 1, 1),
            (counts["ListObjectsV2"], counts["SimulatePrincipalPolicy"], counts["GetRole"], counts["DescribeKey"], counts["GetKeyPolicy"],
                counts["GetCallerIdentity"], counts["ListCustomModels"]));
    }

    [Fact]
    public async Task Session_of_Identity_Center_is_simulated_as_its_role_with_the_path()
    {
        const string Role = "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ml_0123456789abcdef";
        await using var account = new FakeAccount();
        account.SetRole(Role, FakeAccount.Trust).Set("GetCallerIdentity", AccountStates.Caller(
            "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_ml_0123456789abcdef/me"));

        var result = await RunAsync(account, "CallerPermissions");

        Assert.Equal("Pass", result.Status);
        Assert.Contains(account.Requests, request => request.Body.Contains(Uri.EscapeDataString(Role), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Session_of_a_role_with_a_path_is_simulated_after_the_ARN_without_it_is_not_found()
    {
        const string Role = "arn:aws:iam::123456789012:role/teams/ml";
        await using var account = new FakeAccount();
        account.SetRole(Role, FakeAccount.Trust);
        account.Set("GetCallerIdentity", AccountStates.Caller("arn:aws:sts::123456789012:assumed-role/ml/me"));
        account.Set("SimulatePrincipalPolicy", request => request.Body.Contains(Uri.EscapeDataString(Role), StringComparison.Ordinal)
            ? FakeAccount.QueryError("AccessDenied", 403)
            : FakeAccount.QueryError("NoSuchEntity", 404));

        var result = await RunAsync(account, "CallerPermissions");

        Assert.Equal("The caller is not allowed to check this (iam:SimulatePrincipalPolicy).", result.Message);
    }

    [Theory]
    [InlineData("arn:aws-cn:iam::123456789012:role/r", null, "Fail")]
    [InlineData("arn:aws:iam::999999999999:role/r", null, "Fail")]
    [InlineData(FakeAccount.Role, "arn:aws:kms:us-west-2:123456789012:key/11111111-2222-3333-4444-555555555555", "Fail")]
    [InlineData(FakeAccount.Role, "arn:aws:kms:us-east-1:999999999999:key/11111111-2222-3333-4444-555555555555", "Warning")]
    [InlineData("arn:aws:iam::999999999999:role/r", "arn:aws:kms:us-east-1:888888888888:key/1", "Fail")]
    [InlineData("arn:aws:iam::999999999999:role/r", "arn:aws:kms:us-east-1:999999999999:key/1", "Fail")]
    [InlineData(null, "arn:aws:kms:us-east-1:999999999999:key/1", "Warning")]
    [InlineData(FakeAccount.Role, FakeAccount.Key, "Pass")]
    public async Task Parts_of_a_request_must_belong_together(string? role, string? key, string status)
    {
        await using var account = new FakeAccount();

        var result = await RunAsync(account, "Account", Row(role: role, key: key));

        Assert.Equal(status, result.Status);
    }

    [Theory]
    [InlineData("customer-escrow-999999999999-smtj-1a2b", "Account", "Fail")]
    [InlineData("customer-escrow-123456789012-hp-1a2b", "BucketName", "Pass")]
    [InlineData("my-bucket", "BucketName", "Warning")]
    public async Task Name_of_the_bucket_says_whose_it_is(string bucket, string check, string status)
    {
        await using var account = new FakeAccount();

        var result = await RunAsync(account, check, Row($"s3://{bucket}/a"));

        Assert.Equal(status, result.Status);
    }

    private static PreflightRow Row(
        string? s3 = FakeAccount.S3Uri, string? role = FakeAccount.Role, string? key = FakeAccount.Key, string? package = null)
    {
        var request = new CreateCustomModelRequest
        {
            ModelName = "m",
            ModelSourceConfig = s3 is null ? null : new() { S3DataSource = new() { S3Uri = s3 } },
            CustomModelDataSource = package is null ? null : new() { ModelPackageArnDataSource = new() { ModelPackageArn = package } },
            RoleArn = role,
            ModelKmsKeyArn = key,
        };
        return new PreflightRow(request, "us-east-1", null);
    }

    private static PreflightRow PackageRow(string? key = null) => Row(null, null, key, FakeAccount.Package);

    private static Task<CustomModelCheck> RunAsync(FakeAccount account, string check) => RunAsync(
        account, check, (check == "ModelPackage" ? PackageRow() : Row()) with { ModelUnits = check == "ModelUnits" ? 2 : null });

    private static async Task<CustomModelCheck> RunAsync(FakeAccount account, string check, PreflightRow row)
    {
        var others = PreflightChecks.All.Select(one => one.Name).Where(name => name != check).ToList();
        var facts = new PreflightFacts(await account.ConnectAsync(), TimeProvider.System, CancellationToken.None);
        return Assert.Single(await PreflightChecks.RunAsync(row, facts, others, CancellationToken.None));
    }

    private static async Task<IReadOnlyList<CustomModelCheck>> RunAllAsync(FakeAccount account, PreflightRow row) =>
        await PreflightChecks.RunAsync(
            row, new PreflightFacts(await account.ConnectAsync(), TimeProvider.System, CancellationToken.None), [], CancellationToken.None);
}
