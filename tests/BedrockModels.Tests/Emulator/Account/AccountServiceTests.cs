using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BedrockModels.Tests.Emulator.Account;

/// <summary>The services around Bedrock, in their wire forms.</summary>
public sealed partial class AccountServiceTests : IDisposable
{
    private const string Key = "12345678-1234-1234-1234-123456789012";
    private const string KeyArn = "arn:aws:kms:us-east-1:123456789012:key/" + Key;
    private const string PathRole = "arn:aws:iam::123456789012:role/path/deep";

    private readonly TestEmulator _emulator = new(clock => new()
    {
        TimeProvider = clock,
        Account = new()
        {
            Roles = new() { ["good"] = null, [PathRole] = new() { TrustPolicy = "{ }", Allow = ["s3:Get*"], Deny = ["kms:Decrypt"] } },
            Buckets = new()
            {
                ["bucket"] = new() { Objects = new() { ["a/ü"] = 12884901888, ["a/text"] = "text", ["b"] = Bytes("AQL/"), ["c"] = 3 } },
                ["west"] = new() { Region = "us-west-2" },
            },
            Keys = new() { [Key] = null, ["alias/off"] = new() { State = "Disabled", Policy = new JsonObject() } },
            ModelPackages = new()
            {
                ["group/1"] = null,
                ["alone"] = new() { ApprovalStatus = "Rejected", BaseModel = "other" },
                ["plain/2"] = new() { Restricted = false, Status = "Failed", S3Uri = "s3://bucket/a/" },
            },
            TrainingJobs = new()
            {
                ["job"] = new() { Technique = "SFT", ModelPackageArn = TestEmulator.Package },
                ["full"] = new()
                {
                    Status = "Failed",
                    FailureReason = "Out of memory.",
                    OutputPath = "s3://bucket/out/",
                    CheckpointUri = "s3://bucket/check/",
                    S3ModelArtifacts = "s3://bucket/out/model.tar.gz",
                    Technique = "DPO",
                    BaseModel = "nova-textgeneration-pro",
                    Lora = false,
                },
                ["plain"] = null,
            },
            Quotas = new() { ["L-CB5B847D"] = 3, ["Custom units"] = 1.5 },
        },
    });

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task Caller_is_a_user_of_the_account()
    {
        var reply = await _emulator.AskForm("sts", "Action=GetCallerIdentity&Version=2011-06-15");

        XNamespace name = "https://sts.amazonaws.com/doc/2011-06-15/";
        var result = XElement.Parse(reply.Body).Element(name + "GetCallerIdentityResult")!;
        Assert.Equal(("123456789012", "arn:aws:iam::123456789012:user/emulator"),
            ((string?)result.Element(name + "Account"), (string?)result.Element(name + "Arn")));
    }

    [Theory]
    [InlineData("good", "arn:aws:iam::123456789012:role/good", "/", "bedrock.amazonaws.com")]
    [InlineData("deep", PathRole, "/path/", "{ }")]
    public async Task Role_has_its_ARN_path_and_percent_encoded_trust_policy(string role, string arn, string path, string trust)
    {
        var reply = await _emulator.AskForm("iam", "Action=GetRole&RoleName=" + role);

        Assert.Equal((200, arn, path), (reply.Status, TextOf(reply, "Arn"), TextOf(reply, "Path")));
        Assert.DoesNotContain('{', TextOf(reply, "AssumeRolePolicyDocument"));
        Assert.Contains(trust, Uri.UnescapeDataString(TextOf(reply, "AssumeRolePolicyDocument")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GetRole&RoleName=nobody", 404, "NoSuchEntity")]
    [InlineData("GetRole&RoleName=a+b", 400, "ValidationError")]
    [InlineData("ListRoles", 400, "InvalidAction")]
    [InlineData("SimulatePrincipalPolicy&PolicySourceArn=arn:aws:iam::123456789012:role/nobody", 404, "NoSuchEntity")]
    [InlineData("SimulatePrincipalPolicy&PolicySourceArn=arn:aws:iam::123456789012:user/nobody", 404, "NoSuchEntity")]
    [InlineData("SimulatePrincipalPolicy&PolicySourceArn=arn:aws:sts::123456789012:assumed-role/good/s", 400, "InvalidInput")]
    public async Task IAM_error_has_its_XML(string form, int status, string code)
    {
        var reply = await _emulator.AskForm("iam", "Action=" + form);

        Assert.Equal((status, code, "Sender"), (reply.Status, TextOf(reply, "Code"), TextOf(reply, "Type")));
    }

    [Theory]
    [InlineData("role/good", "s3:GetObject", "", "allowed", "")]
    [InlineData("role/path/deep", "s3:getobject", "", "allowed", "")]
    [InlineData("role/path/deep", "s3:ListBucket", "", "implicitDeny", "")]
    [InlineData("role/path/deep", "kms:Decrypt", "", "explicitDeny", "")]
    [InlineData("user/emulator", "bedrock:CreateCustomModel", "", "allowed", "")]
    [InlineData("user/emulator", "iam:PassRole", "", "implicitDeny", "iam:PassedToService")]
    [InlineData("user/emulator", "iam:PassRole", "&ContextEntries.member.1.ContextKeyName=iam:PassedToService", "allowed", "")]
    public async Task Simulation_decides_per_action_and_resource(string who, string action, string more, string decision, string missing)
    {
        var reply = await _emulator.AskForm("iam", $"Action=SimulatePrincipalPolicy&PolicySourceArn=arn:aws:iam::123456789012:{who}"
            + $"&ActionNames.member.1={action}&ResourceArns.member.1=arn:aws:s3:::b&ResourceArns.member.2=arn:aws:s3:::b/x{more}");

        Assert.Equal(decision, TextOf(reply, "EvalDecision"));
        Assert.Equal([decision, decision], TextsOf(reply, "EvalResourceDecision"));
        Assert.Equal(missing, TextOf(reply, "MissingContextValues"));
    }

    [Fact]
    public async Task Simulation_comes_in_pages()
    {
        const string Form = "Action=SimulatePrincipalPolicy&PolicySourceArn=arn:aws:iam::123456789012:role/good&MaxItems=2"
            + "&ActionNames.member.1=s3:a&ActionNames.member.2=s3:b&ActionNames.member.3=s3:c";

        var first = await _emulator.AskForm("iam", Form);
        var second = await _emulator.AskForm("iam", $"{Form}&Marker={TextOf(first, "Marker")}");

        Assert.Equal(["s3:a", "s3:b"], TextsOf(first, "EvalActionName"));
        Assert.Equal(["s3:c"], TextsOf(second, "EvalActionName"));
        Assert.Equal(("true", "false"), (TextOf(first, "IsTruncated"), TextOf(second, "IsTruncated")));
    }

    [Theory]
    [InlineData(Key, KeyArn, "Enabled", true)]
    [InlineData(KeyArn, KeyArn, "Enabled", true)]
    [InlineData("alias/off", null, "Disabled", false)]
    public async Task Key_is_described_by_id_ARN_and_alias(string id, string? arn, string state, bool enabled)
    {
        var reply = await _emulator.AskJson("kms", "TrentService.DescribeKey", $$"""{"KeyId":"{{id}}"}""");

        var key = reply.Json["KeyMetadata"]!;
        Assert.Equal((state, enabled), ((string)key["KeyState"]!, (bool)key["Enabled"]!));
        Assert.StartsWith(arn ?? "arn:aws:kms:us-east-1:123456789012:key/", (string)key["Arn"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alias/off", "arn:aws:kms:us-east-1:123456789012:key/53a8ab82-925f-48cc-900b-e6167f6547b8")]
    [InlineData("arn:aws:kms:us-east-1:123456789012:key/53a8ab82-925f-48cc-900b-e6167f6547b8",
        "arn:aws:kms:us-east-1:123456789012:key/53a8ab82-925f-48cc-900b-e6167f6547b8")]
    public async Task Key_of_an_alias_has_an_id_that_is_the_same_in_every_run(string id, string arn)
    {
        var reply = await _emulator.AskJson("kms", "TrentService.DescribeKey", $$"""{"KeyId":"{{id}}"}""");

        Assert.Equal((arn, "Disabled"), ((string)reply.Json["KeyMetadata"]!["Arn"]!, (string)reply.Json["KeyMetadata"]!["KeyState"]!));
    }

    [Theory]
    [InlineData("alias/nobody", "NotFoundException")]
    [InlineData("off", "NotFoundException")]
    [InlineData("arn:aws:kms:eu-west-1:123456789012:key/" + Key, "NotFoundException")]
    [InlineData("arn:aws:s3:::bucket", "InvalidArnException")]
    public async Task Key_that_is_not_there_is_a_JSON_error(string id, string code) => Assert.Equal((400, code),
        await _emulator.AskJson("kms", "TrentService.DescribeKey", $$"""{"KeyId":"{{id}}"}""") is var reply
            ? (reply.Status, reply.Text("__type")) : default);

    [Theory]
    [InlineData(Key, "arn:aws:iam::123456789012:root")]
    [InlineData("alias/off", "{}")]
    public async Task Key_has_its_policy_or_lets_IAM_decide(string id, string expected)
    {
        var reply = await _emulator.AskJson("kms", "TrentService.GetKeyPolicy", $$"""{"KeyId":"{{id}}","PolicyName":"default"}""");

        Assert.Contains(expected, reply.Text("Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quotas_are_those_that_the_account_names_in_pages()
    {
        var first = await _emulator.AskJson(
            "servicequotas", "ServiceQuotasV20190624.ListServiceQuotas", """{"ServiceCode":"bedrock","MaxResults":1}""");
        var second = await _emulator.AskJson("servicequotas", "ServiceQuotasV20190624.ListServiceQuotas",
            $$"""{"ServiceCode":"bedrock","NextToken":"{{first.Text("NextToken")}}"}""");

        var quotas = first.Json["Quotas"]!.AsArray().Concat(second.Json["Quotas"]!.AsArray())
            .Select(quota => ((string)quota!["QuotaName"]!, (double)quota["Value"]!)).Order();
        Assert.Equal([("Custom models per account", 3), ("Custom units", 1.5)], quotas);
        Assert.Null(second.Json["NextToken"]);
    }

    [Theory]
    [InlineData("GetServiceQuota", "bedrock", "L-CB5B847D", 3)]
    [InlineData("GetAWSDefaultServiceQuota", "bedrock", "L-BE77399C", 2)]
    [InlineData("GetServiceQuota", "bedrock", "L-BE77399C", null)]
    [InlineData("GetServiceQuota", "s3", "L-CB5B847D", null)]
    public async Task Quota_is_found_by_code(string operation, string service, string code, int? value)
    {
        var reply = await _emulator.AskJson("servicequotas", "ServiceQuotasV20190624." + operation,
            $$"""{"ServiceCode":"{{service}}","QuotaCode":"{{code}}"}""");

        Assert.Equal((value, value is null ? "NoSuchResourceException" : null),
            ((int?)(double?)reply.Json["Quota"]?["Value"], (string?)reply.Json["__type"]));
    }

    [Theory]
    [InlineData("HEAD", "/bucket", 200, "us-east-1")]
    [InlineData("HEAD", "/nobody", 404, null)]
    [InlineData("HEAD", "/west", 301, "us-west-2")]
    [InlineData("GET", "/bucket?list-type=2", 200, "us-east-1")]
    [InlineData("GET", "/nobody?list-type=2", 404, null)]
    [InlineData("GET", "/west?list-type=2", 301, "us-west-2")]
    public async Task Bucket_tells_its_Region_and_a_head_has_no_body(string method, string target, int status, string? region)
    {
        var reply = await _emulator.AskS3(target, method);

        Assert.Equal((status, region, method == "HEAD"),
            (reply.Status, reply.Headers.GetValueOrDefault("x-amz-bucket-region"), reply.Body.Length == 0));
    }

    [Theory]
    [InlineData("/nobody?list-type=2", 404, "NoSuchBucket")]
    [InlineData("/west?list-type=2", 301, "PermanentRedirect")]
    [InlineData("/bucket?list-type=2&continuation-token=%21", 400, "InvalidArgument")]
    [InlineData("/bucket/nobody", 404, "NoSuchKey")]
    [InlineData("/bucket/a/%C3%BC", 501, "NotImplemented")]
    [InlineData("/bucket?acl", 501, "NotImplemented")]
    public async Task S3_error_has_its_XML(string target, int status, string code) => Assert.Equal((status, code),
        await _emulator.AskS3(target) is var reply ? (reply.Status, TextOf(reply, "Code")) : default);

    [Fact]
    public async Task Objects_are_listed_by_prefix_in_pages_with_encoded_keys()
    {
        var first = await _emulator.AskS3("/bucket?list-type=2&prefix=a%2F&max-keys=1&encoding-type=url");
        var token = Uri.EscapeDataString(TextOf(first, "NextContinuationToken"));
        var second = await _emulator.AskS3($"/bucket?list-type=2&prefix=a%2F&max-keys=1&encoding-type=url&continuation-token={token}");

        Assert.Equal([("a/text", "4"), ("a/%C3%BC", "12884901888")],
            [(TextOf(first, "Key"), TextOf(first, "Size")), (TextOf(second, "Key"), TextOf(second, "Size"))]);
        Assert.Equal(("true", "false", "1"), (TextOf(first, "IsTruncated"), TextOf(second, "IsTruncated"), TextOf(second, "KeyCount")));
    }

    [Theory]
    [InlineData("/bucket/a/text", "", 200, "74657874")]
    [InlineData("/bucket/b", "", 200, "0102FF")]
    [InlineData("/bucket/c", "", 200, "000000")]
    [InlineData("/bucket/a/text", "bytes=1-2", 206, "6578")]
    [InlineData("/bucket/a/text", "bytes=2-", 206, "7874")]
    [InlineData("/bucket/a/text", "bytes=-1", 206, "74")]
    public async Task Object_is_read_whole_or_in_part(string target, string range, int status, string hex)
    {
        var reply = await _emulator.AskS3(target, "GET", range.Length == 0 ? [] : [("Range", range)]);

        Assert.Equal((status, hex), (reply.Status, Convert.ToHexString(reply.Content)));
    }

    [Fact]
    public async Task Bucket_can_be_in_the_host() => Assert.Equal("text",
        (await _emulator.AskS3("/a/text", "GET", ("Host", "bucket.localhost"))).Body);

    private static string TextOf(EmulatorReply reply, string name) => TextsOf(reply, name).FirstOrDefault() ?? "";

    private static IEnumerable<string> TextsOf(EmulatorReply reply, string name) =>
        XElement.Parse(reply.Body).Descendants().Where(element => element.Name.LocalName == name).Select(element => element.Value);

    private static JsonObject Bytes(string base64) => new() { ["base64"] = base64 };
}
