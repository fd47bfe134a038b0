using System.Text.Json.Nodes;
using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Account;

/// <summary>What the creation of a model meets in the account.</summary>
public sealed class CreationTests
{
    private const string Role = "arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock";
    private const string RoleName = "SageMakerForBedrock-AmazonBedrock";
    private const string Key = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012";
    private const string NotAssumed = "Could not assume provided IAM role. ";

    /// <summary>An account in which everything is there and fine, with one change; and the failure message, or the start of it.</summary>
    public static TheoryData<string, string> Failures { get; } = new()
    {
        { "no role", $"{NotAssumed}The role {Role} does not exist." },
        { "trust", $"{NotAssumed}The trust policy of {Role} does not allow bedrock.amazonaws.com." },
        { "role of another account", $"{NotAssumed}The role {Role} does not exist." },
        { "role may not list", $"The role {Role} is not authorized to perform s3:ListBucket on s3://bucket/job/." },
        { "role may not decrypt", $"The role {Role} is not authorized to perform kms:Decrypt on {Key}." },
        { "no bucket", "The bucket bucket does not exist." },
        { "bucket elsewhere", "The bucket bucket is in eu-west-1, not in us-east-1." },
        { "empty prefix", "No model artifacts were found at s3://bucket/job/." },
        { "no key", $"The KMS key {Key} does not exist in us-east-1." },
        { "disabled key", $"The KMS key {Key} is Disabled; it must be Enabled." },
        { "AWS key", $"The KMS key {Key} is not a symmetric encryption key that the account manages." },
        { "asymmetric key", $"The KMS key {Key} is not a symmetric encryption key that the account manages." },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Model_that_the_account_cannot_serve_becomes_Failed(string change, string message)
    {
        using var emulator = Start(Change(GoodAccount(), change));

        var created = await emulator.Post("/custom-models/create-custom-model", S3Body);
        emulator.Advance(2);
        var model = await emulator.Get("/custom-models/model");

        Assert.Equal((202, "Failed", message), (created.Status, model.Text("modelStatus"), (string?)model.Json["failureMessage"]));
    }

    [Fact]
    public async Task Model_of_an_account_in_order_becomes_Active()
    {
        using var emulator = Start(GoodAccount());

        await emulator.Post("/custom-models/create-custom-model", S3Body);
        await emulator.CreateModel("from-package", $$""","roleArn":"{{Role}}" """);
        emulator.Advance(2);

        Assert.Equal("Active", await emulator.Status("model"));
        Assert.Equal("Active", await emulator.Status("from-package"));
    }

    [Theory]
    [InlineData("no package", 404, "ResourceNotFoundException")]
    [InlineData("package is pending", 400, "ValidationException")]
    [InlineData("ordinary package", 400, "ValidationException")]
    [InlineData("caller may not use the package", 403, "AccessDeniedException")]
    [InlineData("caller may not pass the role", 403, "AccessDeniedException")]
    [InlineData("quota", 400, "ServiceQuotaExceededException")]
    public async Task Request_that_Bedrock_cannot_begin_is_refused(string change, int status, string code)
    {
        using var emulator = Start(Change(GoodAccount(), change));

        var reply = await emulator.CreateModel("model", $$""","roleArn":"{{Role}}" """);

        Assert.Equal((status, code), reply.Error);
        Assert.Equal(404, (await emulator.Get("/custom-models/model")).Status);
    }

    [Fact]
    public async Task Service_that_is_closed_to_the_caller_does_not_stop_Bedrock()
    {
        var account = GoodAccount();
        account.Deny = ["sts:*", "iam:*", "s3:*", "kms:*", "sagemaker:*", "servicequotas:*"];
        using var emulator = Start(account);

        await emulator.Post("/custom-models/create-custom-model", S3Body);
        await emulator.CreateModel("from-package", $$""","roleArn":"{{Role}}" """);
        emulator.Advance(2);

        Assert.Equal("Active", await emulator.Status("model"));
        Assert.Equal("Active", await emulator.Status("from-package"));
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":["a.amazonaws.com","bedrock.amazonaws.com"]},"Action":["sts:assumerole"]}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"bedrock.amazonaws.com"},"NotAction":"sts:TagSession"}""")]
    [InlineData("""
        {"Effect":"Allow","Principal":{"Service":"bedrock.amazonaws.com"},"Action":"*",
        "Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"},
        "ArnLike":{"AWS:SourceArn":"arn:aws:bedrock:us-east-1:123456789012:*"},
        "StringEqualsIfExists":{"sts:ExternalId":"x"}}}
        """)]
    [InlineData("""{"Effect":"Deny","Principal":{"Service":"bedrock.amazonaws.com"},"Action":"sts:TagSession"}""", true)]
    public async Task Trust_policy_that_allows_Bedrock_is_enough(string statement, bool and = false)
    {
        var trust = "{\"Statement\":" + (and ? $"[{Trusted},{statement}]" : statement) + "}";

        Assert.Equal("Active", await StatusWithTrust(trust));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("""{"Statement":[]}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"Service":"*.amazonaws.com"},"Action":"sts:AssumeRole"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"Service":"bedrock.amazonaws.com"},"Action":"sts:TagSession"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"Service":"bedrock.amazonaws.com"},"NotAction":"sts:*"}}""")]
    [InlineData("""
        {"Statement":{"Effect":"Allow","Principal":{"Service":"bedrock.amazonaws.com"},"Action":"sts:AssumeRole",
        "Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"}}}}
        """)]
    [InlineData("""
        {"Statement":{"Effect":"Allow","Principal":{"Service":"bedrock.amazonaws.com"},"Action":"sts:AssumeRole",
        "Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:bedrock:us-east-1:123456789012:model-import-job/*"}}}}
        """)]
    [InlineData("""
        {"Statement":{"Effect":"Allow","Principal":{"Service":"bedrock.amazonaws.com"},"Action":"sts:AssumeRole",
        "Condition":{"StringEquals":{"sts:ExternalId":"x"}}}}
        """)]
    [InlineData($$"""
        {"Statement":[{{Trusted}},{"Effect":"Deny","Principal":{"Service":"bedrock.amazonaws.com"},"Action":"sts:*"}]}
        """)]
    public async Task Trust_policy_that_does_not_allow_Bedrock_fails_the_model(string trust) =>
        Assert.Equal("Failed", await StatusWithTrust(trust));

    [Theory]
    [InlineData("StringEquals", "aws:SourceAccount", "123456789012", true)]
    [InlineData("StringEquals", "aws:SourceAccount", "1234*", false)]
    [InlineData("StringNotEquals", "aws:SourceAccount", "123456789012", false)]
    [InlineData("StringNotEquals", "aws:SourceAccount", "111122223333", true)]
    [InlineData("StringEqualsIgnoreCase", "aws:SourceAccount", "123456789012", true)]
    [InlineData("StringEqualsIgnoreCase", "aws:SourceAccount", "111122223333", false)]
    [InlineData("StringLike", "aws:SourceAccount", "1234*", true)]
    [InlineData("StringLike", "aws:SourceAccount", "1111*", false)]
    [InlineData("StringNotLike", "aws:SourceAccount", "1234*", false)]
    [InlineData("StringNotLike", "aws:SourceAccount", "1111*", true)]
    [InlineData("ArnEquals", "aws:SourceArn", "arn:aws:bedrock:*:custom-model/*", true)]
    [InlineData("ArnNotEquals", "aws:SourceArn", "arn:aws:bedrock:*:custom-model/*", false)]
    [InlineData("ArnNotLike", "aws:SourceArn", "arn:aws:s3:*", true)]
    [InlineData("StringEqualsIfExists", "aws:SourceAccount", "111122223333", false)]
    [InlineData("StringNotLikeIfExists", "aws:SourceAccount", "1234*", false)]
    [InlineData("DateGreaterThan", "aws:SourceAccount", "123456789012", false)]
    public async Task Condition_of_a_trust_policy_is_that_of_its_operator(string operation, string key, string value, bool trusts)
    {
        var trust = Trusted[..^1] + $$$$""","Condition":{"{{{{operation}}}}":{"{{{{key}}}}":["x","{{{{value}}}}"]}}}""";

        Assert.Equal(trusts ? "Active" : "Failed", await StatusWithTrust($$"""{"Statement":{{trust}}}"""));
    }

    /// <summary>Settings with values that the services do not have.</summary>
    public static TheoryData<string, string> Settings { get; } = new()
    {
        { "key state", "Account setting State 'enabled' is not valid. "
            + "Use Enabled, Disabled, PendingDeletion, PendingImport, Unavailable, Creating, Updating." },
        { "key manager", "Account setting Manager 'me' is not valid. Use CUSTOMER, AWS." },
        { "package status", "Account setting Status 'Done' is not valid. Use Completed, Pending, InProgress, Failed, Deleting." },
        { "approval", "Account setting ApprovalStatus 'Yes' is not valid. Use Approved, Rejected, PendingManualApproval." },
        { "job status", "Account setting Status 'Done' is not valid. Use Completed, InProgress, Failed, Stopping, Stopped, Deleting." },
        { "technique", "Account setting Technique 'sft' is not valid. Use SFT, DPO, RLVR, RLAIF." },
        { "bucket Region", "Account setting Region 'nowhere' is not a valid Region name, such as us-east-1." },
        { "object", "Account setting Objects is not valid: 'b' must be text, bytes or a size." },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Setting_that_the_services_do_not_have_is_refused_at_the_start(string setting, string message)
    {
        var account = new EmulatorAccount();
        Action change = setting switch
        {
            "key state" => () => account.Keys = new() { ["a"] = null, ["b"] = new() { State = "enabled" } },
            "key manager" => () => account.Keys = new() { ["a"] = new() { Manager = "me" } },
            "package status" => () => account.ModelPackages = new() { ["a/1"] = new(), ["a/2"] = new() { Status = "Done" } },
            "approval" => () => account.ModelPackages = new() { ["a/1"] = new() { ApprovalStatus = "Yes" } },
            "job status" => () => account.TrainingJobs = new() { ["a"] = null, ["b"] = new() { Status = "Done" } },
            "technique" => () => account.TrainingJobs = new() { ["a"] = new(), ["b"] = new() { Technique = "sft" } },
            "bucket Region" => () => account.Buckets = new() { ["a"] = new(), ["b"] = new() { Region = "nowhere" } },
            _ => () => account.Buckets = new() { ["a"] = new() { Objects = new() { ["a"] = 1, ["b"] = true } } },
        };
        change();

        var problem = Assert.Throws<EmulatorException>(() => EmulatorServer.Start(new() { Account = account }));

        Assert.Equal(message, problem.Message);
    }

    private const string Trusted =
        """{"Effect":"Allow","Principal":{"Service":"bedrock.amazonaws.com"},"Action":"sts:AssumeRole"}""";

    private const string S3Body =
        $$"""{"modelName":"model","roleArn":"{{Role}}","modelKmsKeyArn":"{{Key}}","modelSourceConfig":"""
        + """{"s3DataSource":{"s3Uri":"s3://bucket/job/"}}}""";

    private static TestEmulator Start(EmulatorAccount account) => new(clock => new() { TimeProvider = clock, Account = account });

    private static async Task<string> StatusWithTrust(string trust)
    {
        var account = GoodAccount();
        account.Roles = new() { [RoleName] = new() { TrustPolicy = trust } };
        using var emulator = Start(account);
        await emulator.Post("/custom-models/create-custom-model", S3Body);
        emulator.Advance(2);
        return await emulator.Status("model");
    }

    internal static EmulatorAccount GoodAccount() => new()
    {
        Roles = new() { [RoleName] = new() { Allow = ["s3:*", "kms:*"] } },
        Buckets = new() { ["bucket"] = new() { Region = "us-east-1", Objects = new() { ["job/config.json"] = "{}" } } },
        Keys = new() { [Key] = null },
        ModelPackages = new() { ["my-model-package/1"] = null },
        Quotas = new() { ["Custom models per account"] = 2 },
    };

    internal static EmulatorAccount Change(EmulatorAccount account, string change)
    {
        var (bucket, role) = (account.Buckets!["bucket"]!, account.Roles![RoleName]!);
        Action action = change switch
        {
            "in order" => () => { }
            ,
            "no role" => () => account.Roles = [],
            "trust" => () => role.TrustPolicy = new JsonObject { ["Statement"] = new JsonArray() },
            "role of another account" => () => account.Roles = new() { ["arn:aws:iam::111122223333:role/" + RoleName] = null },
            "role may not list" => () => role.Allow = ["s3:Get*"],
            "role may not decrypt" => () => role.Deny = ["kms:D*"],
            "no bucket" => () => account.Buckets = [],
            "bucket elsewhere" => () => bucket.Region = "eu-west-1",
            "empty prefix" => () => bucket.Objects = new() { ["other"] = 1 },
            "no key" => () => account.Keys = [],
            "disabled key" => () => account.Keys![Key] = new() { State = "Disabled" },
            "AWS key" => () => account.Keys![Key] = new() { Manager = "AWS" },
            "asymmetric key" => () => account.Keys![Key] = new() { Spec = "RSA_2048" },
            "no package" => () => account.ModelPackages = [],
            "package is pending" => () => account.ModelPackages!["my-model-package/1"] = new() { Status = "Pending" },
            "ordinary package" => () => account.ModelPackages!["my-model-package/1"] = new() { Restricted = false },
            "caller may not use the package" => () => account.Deny = ["sagemaker:Access*"],
            "caller may not pass the role" => () => account.Deny = ["iam:PassRole"],
            "quota" => () => account.Quotas = new() { ["L-CB5B847D"] = 0 },
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
        };
        action();
        return account;
    }
}
