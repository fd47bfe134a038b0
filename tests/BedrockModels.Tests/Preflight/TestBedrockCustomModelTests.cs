using BedrockModels.Tests.Client;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Preflight;

public sealed class TestBedrockCustomModelTests : IDisposable
{
    private const string Model = $"-S3Uri {FakeAccount.S3Uri} -RoleArn {FakeAccount.Role}";

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Row_returns_one_object_for_each_check_that_applies()
    {
        await using var account = new FakeAccount();

        var checks = Run(account, $"Test-BedrockCustomModel m {Model}").Clean().OutputOf<CustomModelCheck>();

        Assert.Equal(
            ["Request", "Account", "BucketName", "Region", "Name", "Source", "ModelQuota", "Role", "RoleTrust", "RolePermissions",
                "CallerPermissions", "Artifacts"],
            checks.Select(check => check.Check));
        Expect.Each(checks, check => Assert.Equal(("m", "Pass", "us-east-1", null),
            (check.ModelName, check.Status, check.Region, check.RecommendedAction)));
    }

    [Fact]
    public async Task Input_of_New_is_accepted_as_rows_JSON_and_splatted()
    {
        await using var account = new FakeAccount();

        var result = Run(
            account,
            $$"""
            $names = @(
                [pscustomobject]@{ ModelName = 'a'; S3Uri = '{{FakeAccount.S3Uri}}'; RoleArn = '{{FakeAccount.Role}}'; Tag = 'k=v' } |
                    Test-BedrockCustomModel
                '{"modelName":"b","customModelDataSource":{"modelPackageArnDataSource":{"modelPackageArn":"{{FakeAccount.Package}}"} } }' |
                    ConvertFrom-Json | Test-BedrockCustomModel
                $splat = @{ ModelName = 'c'; ModelPackageArn = '{{FakeAccount.Package}}' }
                Test-BedrockCustomModel @splat
            )
            $names | ForEach-Object { "$($_.ModelName) $($_.Check) $($_.Status)" }
            """).Clean();

        var lines = result.Output.Select(line => line.ToString()).ToList();
        Assert.Contains("a Request Pass", lines);
        Assert.Contains("b ModelPackage Pass", lines);
        Assert.Contains("c ModelPackage Pass", lines);
    }

    [Fact]
    public async Task Request_that_New_would_refuse_fails_the_check_and_the_others_still_run()
    {
        await using var account = new FakeAccount();

        var checks = Run(account, $"Test-BedrockCustomModel -S3Uri {FakeAccount.S3Uri}").Clean().OutputOf<CustomModelCheck>();

        Assert.Equal("Fail", checks.Single(check => check.Check == "Request").Status);
        Assert.Contains("-ModelName is missing", checks[0].Message, StringComparison.Ordinal);
        Assert.Equal("Pass", checks.Single(check => check.Check == "Artifacts").Status);
    }

    [Theory]
    [InlineData("-RoleArn role", "Role", "Unknown")]
    [InlineData("-RoleArn arn:aws:iam::123456789012:role/r -KmsKeyArn alias/k", "Account", "Pass")]
    public async Task Value_that_is_not_an_ARN_does_not_end_the_other_checks(string more, string name, string status)
    {
        await using var account = new FakeAccount();
        account.SetRole("arn:aws:iam::123456789012:role/r", FakeAccount.Trust);

        var checks = Run(account, $"Test-BedrockCustomModel m -S3Uri {FakeAccount.S3Uri} {more}").Clean().OutputOf<CustomModelCheck>();

        Assert.Equal("Fail", checks.Single(check => check.Check == "Request").Status);
        Assert.Equal(status, checks.Single(check => check.Check == name).Status);
    }

    [Fact]
    public async Task Quiet_is_one_Boolean_for_all_rows()
    {
        await using var account = new FakeAccount();
        account.Set("ListObjectsV2", request => request.Path.Contains("bad", StringComparison.Ordinal)
            ? FakeAccount.Listing(null)
            : FakeAccount.Listing("a"));

        var good = Run(account, $"Test-BedrockCustomModel m {Model} -Quiet").Clean();
        var bad = Run(
            account,
            $"'s3://{FakeAccount.Bucket}/bad', '{FakeAccount.S3Uri}' | "
            + $"ForEach-Object {{ [pscustomobject]@{{ ModelName = 'm'; S3Uri = $_; RoleArn = '{FakeAccount.Role}' }} }} | "
            + "Test-BedrockCustomModel -Quiet")
            .Clean();
        var none = Run(account, "@() | Test-BedrockCustomModel -Quiet").Clean();

        Assert.Equal([true], good.Output.Select(one => one.BaseObject));
        Assert.Equal([false], bad.Output.Select(one => one.BaseObject));
        Assert.Empty(none.Output);
    }

    [Fact]
    public async Task Skip_leaves_out_checks_and_their_requests()
    {
        await using var account = new FakeAccount();

        var checks = Run(account, $"Test-BedrockCustomModel m {Model} -Skip RolePermissions, callerpermissions, Source")
            .Clean().OutputOf<CustomModelCheck>();

        Assert.Equal(9, checks.Count);
        Assert.DoesNotContain("SimulatePrincipalPolicy", account.Operations);
    }

    [Fact]
    public async Task Only_Bedrock_allowed_gives_Unknown_and_no_error()
    {
        await using var account = new FakeAccount();
        string[] denied = ["GetRole", "SimulatePrincipalPolicy", "ListObjectsV2", "DescribeKey", "GetKeyPolicy", "GetServiceQuota"];
        foreach (var operation in denied)
            account.Deny(operation);

        var result = Run(account, $"Test-BedrockCustomModel m {Model} -KmsKeyArn {FakeAccount.Key}").Clean();

        var checks = result.OutputOf<CustomModelCheck>().ToLookup(check => check.Status, check => check.Check);
        Assert.Equal(["Request", "Account", "BucketName", "Region", "Name", "Source"], checks["Pass"]);
        Assert.Equal(
            ["ModelQuota", "Role", "RoleTrust", "RolePermissions", "CallerPermissions", "Artifacts", "Key", "KeyPolicy"],
            checks["Unknown"]);
        Assert.Equal(account.Operations.Count, account.Operations.Distinct().Count() + 2);
    }

    [Fact]
    public async Task Rows_at_once_keep_the_order_of_the_input()
    {
        await using var account = new FakeAccount();

        var result = Run(
            account,
            $"1..8 | ForEach-Object {{ [pscustomobject]@{{ ModelName = \"m$_\"; ModelPackageArn = '{FakeAccount.Package}' }} }} | "
            + "Test-BedrockCustomModel -ThrottleLimit 8 -Skip Source").Clean();

        Assert.Equal(Enumerable.Range(1, 8).Select(n => $"m{n}"),
            result.OutputOf<CustomModelCheck>().Select(check => check.ModelName).Distinct());
        Assert.Single(account.Operations, operation => operation == "DescribeModelPackage");
    }

    [Fact]
    public async Task Piped_hashtable_is_refused_and_does_not_pass()
    {
        await using var account = new FakeAccount();

        var result = Run(account, "@{ ModelName = 'm' } | Test-BedrockCustomModel -Quiet");

        Assert.Equal("HashtablePiped", result.SingleError().FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal([false], result.Output.Select(one => one.BaseObject));
    }

    [Fact]
    public async Task Existing_name_is_a_warning_with_IfExists_and_model_units_are_checked_when_asked()
    {
        await using var account = new FakeAccount();
        AccountStates.All["name taken"](account);

        var checks = Run(account, $"Test-BedrockCustomModel m {Model} -IfExists Return -ModelUnits 200")
            .Clean().OutputOf<CustomModelCheck>().ToDictionary(check => check.Check!, check => check.Status);

        Assert.Equal(("Warning", "Fail"), (checks["Name"], checks["ModelUnits"]));
    }

    private ScriptResult Run(FakeAccount account, string script)
    {
        _shell.Set("endpoint", account.Url);
        return _shell.Run("$PSDefaultParameterValues['*-Bedrock*:EndpointUrl'] = $endpoint\n" + script);
    }
}
