using BedrockModels.Emulator;
using BedrockModels.Protocol;
using BedrockModels.Tests.Emulator.Authentication;

namespace BedrockModels.Tests.Emulator.Account;

/// <summary>Who may call the services around Bedrock, what they return if everything is in order, and faults in their forms.</summary>
public sealed class AccountAccessTests
{
    private const string Denied = "arn:aws:iam::123456789012:user/emulator is not authorized to perform: ";

    /// <summary>Each operation: service, operation, and what it asks for.</summary>
    public static TheoryData<string, string, string> Calls { get; } = new()
    {
        { "sts", "GetCallerIdentity", "" },
        { "iam", "GetRole", "&RoleName=any" },
        { "iam", "SimulatePrincipalPolicy", "&PolicySourceArn=arn:aws:iam::123456789012:role/any&ActionNames.member.1=s3:GetObject" },
        { "kms", "TrentService.DescribeKey", """{"KeyId":"alias/any"}""" },
        { "kms", "TrentService.GetKeyPolicy", """{"KeyId":"alias/any"}""" },
        { "servicequotas", "ServiceQuotasV20190624.GetServiceQuota", """{"ServiceCode":"bedrock","QuotaCode":"L-CB5B847D"}""" },
        { "servicequotas", "ServiceQuotasV20190624.GetAWSDefaultServiceQuota", """{"ServiceCode":"bedrock","QuotaCode":"L-CB5B847D"}""" },
        { "servicequotas", "ServiceQuotasV20190624.ListServiceQuotas", """{"ServiceCode":"bedrock"}""" },
        { "sagemaker", "SageMaker.DescribeTrainingJob", """{"TrainingJobName":"any"}""" },
        { "sagemaker", "SageMaker.DescribeModelPackage", """{"ModelPackageName":"any/1"}""" },
        { "sagemaker", "SageMaker.DescribeModelPackageGroup", """{"ModelPackageGroupName":"any"}""" },
        { "s3", "HEAD", "/any-bucket" },
        { "s3", "GET", "/any-bucket?list-type=2&prefix=any/" },
        { "s3", "GET", "/any-bucket/any/manifest.json" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Without_an_account_everything_is_in_order(string service, string operation, string input)
    {
        using var emulator = new TestEmulator();

        var reply = await Call(emulator, service, operation, input);

        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Denied_action_is_the_error_of_its_service(string service, string operation, string input)
    {
        using var emulator = new TestEmulator(clock => new() { TimeProvider = clock, Account = new() { Deny = ["*"] } });

        var reply = await Call(emulator, service, operation, input);

        // STS answers whoever has keys.
        Assert.Equal(service switch { "sts" => 200, "iam" or "s3" => 403, _ => 400 }, reply.Status);
        if (operation == "HEAD")
            Assert.Empty(reply.Body);
        else if (service is "iam" or "s3")
            Assert.Contains("<Code>AccessDenied</Code>", reply.Body, StringComparison.Ordinal);
        else if (service != "sts")
            Assert.Equal("AccessDeniedException", reply.Text("__type"));
        if (service != "sts" && operation != "HEAD")
            Assert.Contains(Denied, reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Denied_action_of_Bedrock_is_an_error_of_Bedrock()
    {
        using var emulator = new TestEmulator(clock => new() { TimeProvider = clock, Account = new() { Deny = ["bedrock:List*"] } });

        var list = await emulator.Get("/custom-models");

        Assert.Equal((403, "AccessDeniedException"), list.Error);
        Assert.Contains(Denied + "bedrock:ListCustomModels", list.Message, StringComparison.Ordinal);
        Assert.Equal(202, (await emulator.CreateModel("model")).Status);
    }

    [Fact]
    public async Task Missing_key_is_not_told_to_those_who_may_not_list()
    {
        using var emulator = new TestEmulator(clock => new()
        {
            TimeProvider = clock,
            Account = new() { Buckets = new() { ["bucket"] = new() { Objects = [] } }, Deny = ["s3:ListBucket"] },
        });

        Assert.Contains("AccessDenied", (await emulator.AskS3("/bucket/missing")).Body, StringComparison.Ordinal);
        Assert.Equal(403, (await emulator.AskS3("/bucket", "HEAD")).Status);
    }

    [Fact]
    public async Task Denied_permission_of_the_caller_shows_in_a_simulation_of_its_role()
    {
        using var emulator = new TestEmulator(clock => new()
        {
            TimeProvider = clock,
            Account = new() { Deny = ["bedrock:Create*"], Caller = "arn:aws:sts::123456789012:assumed-role/admin/me" },
        });

        var caller = await emulator.AskForm("sts", "Action=GetCallerIdentity");
        var simulation = await emulator.AskForm("iam", "Action=SimulatePrincipalPolicy"
            + "&PolicySourceArn=arn:aws:iam::123456789012:role/admin&ActionNames.member.1=bedrock:CreateCustomModel");

        Assert.Contains("<Arn>arn:aws:sts::123456789012:assumed-role/admin/me</Arn>", caller.Body, StringComparison.Ordinal);
        Assert.Contains("<EvalDecision>explicitDeny</EvalDecision>", simulation.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Caller_of_another_account_has_that_account()
    {
        using var emulator = new TestEmulator(clock => new()
        {
            TimeProvider = clock,
            Account = new() { Caller = "arn:aws:sts::111122223333:assumed-role/admin/me" },
        });

        var caller = await emulator.AskForm("sts", "Action=GetCallerIdentity");

        Assert.Contains("<Account>111122223333</Account>", caller.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "manifest.json")]
    [InlineData("any/", "any/manifest.json")]
    [InlineData("any/file", "any/file")]
    public async Task Bucket_whose_objects_are_not_named_has_one_under_each_prefix(string prefix, string key)
    {
        using var emulator = new TestEmulator();

        var list = await emulator.AskS3("/any-bucket?list-type=2&prefix=" + prefix);

        Assert.Contains($"<Key>{key}</Key>", list.Body, StringComparison.Ordinal);
        Assert.Contains("<KeyCount>1</KeyCount>", list.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, 4)]
    [InlineData("L-BE77399C", 3, 3)]
    [InlineData("Model units no-commitment Provisioned Throughputs across custom models", 3, 3)]
    [InlineData("Custom models per account", 3, 2)]
    public async Task Quota_of_model_units_is_that_of_the_account_or_else_of_the_behavior(string? quota, int? value, int granted)
    {
        using var emulator = new TestEmulator(clock => new()
        {
            TimeProvider = clock,
            Behavior = new() { ModelUnitQuota = quota is null ? null : 2 },
            Account = quota is null ? null : new() { Quotas = new() { [quota] = value!.Value } },
        });
        await emulator.ActiveModel("model");

        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
            statuses.Add((await emulator.CreateThroughput("throughput-" + i, "model")).Status);

        Assert.Equal(granted, statuses.Count(status => status == 201));
    }

    [Fact]
    public async Task Faults_apply_to_the_services_in_their_forms()
    {
        using var emulator = new TestEmulator(clock => new()
        {
            TimeProvider = clock,
            Faults =
            [
                new() { Operation = "GetRole", Error = ErrorCode.Throttling, Times = 1 },
                new() { Operation = "GetRole", Drop = Drop.After, Times = 1 },
                new() { Operation = "HeadBucket", Error = ErrorCode.ServiceUnavailable },
                new() { Operation = "ListObjectsV2", Error = ErrorCode.Throttling },
                new() { Operation = "DescribeKey", Error = ErrorCode.InternalServer },
            ],
        });

        var throttled = await emulator.AskForm("iam", "Action=GetRole&RoleName=any");

        Assert.Equal(400, throttled.Status);
        Assert.Contains("<Code>Throttling</Code>", throttled.Body, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => emulator.AskForm("iam", "Action=GetRole&RoleName=any"));
        Assert.Equal((503, ""), await emulator.AskS3("/bucket", "HEAD") is var head ? (head.Status, head.Body) : default);
        Assert.Contains("<Code>SlowDown</Code>", (await emulator.AskS3("/bucket?list-type=2")).Body, StringComparison.Ordinal);
        Assert.Equal(500, (await emulator.AskJson("kms", "TrentService.DescribeKey", """{"KeyId":"any"}""")).Status);
        Assert.Equal([("DescribeKey", 500), ("GetRole", 0), ("GetRole", 400), ("HeadBucket", 503), ("ListObjectsV2", 503)],
            emulator.Server.RequestCounts.Keys.Order());
    }

    [Theory]
    [InlineData("/bucket/a%20b%2Bc%C3%BC", "/bucket/a%20b%2Bc%C3%BC", 200)]
    [InlineData("/bucket/a%20b", "/bucket/other", 403)]
    public async Task Signature_for_S3_encodes_the_path_once(string signedPath, string path, int status)
    {
        const string secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
        using var emulator = new TestEmulator(clock => new()
        {
            TimeProvider = clock,
            Credentials = [new() { AccessKey = "AKIDEXAMPLE", SecretKey = secret }],
        });
        var host = new Uri(emulator.Server.EndpointUrl).Authority;
        var signer = new Signer { Host = host, Service = "s3", More = ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), EncodesTwice = false };

        var headers = signer.Sign(emulator.Clock.GetUtcNow(), "GET", signedPath);
        var reply = await emulator.Send(HttpMethod.Get, path, null, [.. headers, ("x-amz-content-sha256", "UNSIGNED-PAYLOAD")]);

        Assert.Equal(status, reply.Status);
        Assert.Equal(status != 200, reply.Body.Contains("<Code>SignatureDoesNotMatch</Code>", StringComparison.Ordinal));
    }

    private static Task<EmulatorReply> Call(TestEmulator emulator, string service, string operation, string input) => service switch
    {
        "s3" => emulator.AskS3(input, operation),
        "iam" or "sts" => emulator.AskForm(service, "Action=" + operation + input),
        _ => emulator.AskJson(service, operation, input),
    };
}
