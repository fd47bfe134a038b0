using BedrockModels.Tests.Client;

namespace BedrockModels.Tests.Preflight;

/// <summary>States of an account, by name: what is not in order.</summary>
internal static class AccountStates
{
    private const string Model = $$"""{"modelSummaries":[{"modelArn":"{{Reply.Arn}}","modelName":"NAME","modelStatus":"STATUS"}]}""";

    public static IReadOnlyDictionary<string, Action<FakeAccount>> All { get; } = new Dictionary<string, Action<FakeAccount>>
    {
        ["in order"] = _ => { },
        ["name taken"] = account => account.Set("ListCustomModels", Models("m", "Active")),
        ["name of a Failed model"] = account => account.Set("ListCustomModels", Models("m", "Failed")),
        ["source taken"] = account => Other(account).Set("GetResources", Tagged(FakeAccount.S3Uri + "/")),
        ["source taken, other SDK"] = account =>
            Other(account).Set("GetResources", Tagged(FakeAccount.S3Uri, "sagemaker.amazonaws.com/forge/escrow-uri")),
        ["source of a Failed model"] = account =>
            account.Set("ListCustomModels", Models("other", "Failed")).Set("GetResources", Tagged(FakeAccount.S3Uri + "/")),
        ["other source"] = account => Other(account).Set("GetResources", Tagged(FakeAccount.S3Uri + "0")),
        ["tags denied"] = account => Other(account).Deny("GetResources"),
        ["no tagging API"] = account => Other(account).Set("GetResources", Reply.Error(404, "UnknownOperationException", "no"))
            .Set("ListTagsForResource", Reply.Json(
                $$"""{"tags":[{"key":"sagemaker.amazonaws.com/model-source","value":"{{FakeAccount.S3Uri}}/"}]}""")),
        ["quota used up"] = account => Other(account).Set(
            "GetServiceQuota", FakeAccount.Json("""{"Quota":{"Value":1.0}}""")),
        ["models of another account"] = account => account
            .Set("ListCustomModels", request => request.Path.Contains("isOwned=true", StringComparison.Ordinal)
                ? Reply.Json("""{"modelSummaries":[]}""")
                : Models("m", "Active"))
            .Set("GetServiceQuota", FakeAccount.Json("""{"Quota":{"Value":1.0}}""")),
        ["a unit in use"] = account => Units(account, Throughput(Reply.Arn, "\"modelUnits\":1,\"desiredModelUnits\":1")),
        ["a unit requested"] = account => Units(account, Throughput(Reply.Arn, "\"modelUnits\":0,\"desiredModelUnits\":1")),
        ["units of other quotas in use"] = account => Units(
            account,
            Throughput(Reply.Arn, "\"modelUnits\":1,\"commitmentDuration\":\"OneMonth\""),
            Throughput("arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0", "\"modelUnits\":1")),
        ["no applied quota"] = account => account.Set("GetServiceQuota", FakeAccount.Json("""{"__type":"NoSuchResourceException"}""", 400)),
        ["no API in the Region"] = account => account.Set("ListCustomModels", Reply.Error(404, "UnknownOperationException", "no")),
        ["role missing"] = account => account.Set("GetRole", FakeAccount.QueryError("NoSuchEntity", 404)),
        ["role with a path"] = account => account.SetRole(
            "arn:aws:iam::123456789012:role/a/SageMakerForBedrock-AmazonBedrock", FakeAccount.Trust),
        ["role of SageMaker"] = account => account.SetRole(
            FakeAccount.Role, FakeAccount.Trust.Replace("bedrock", "sagemaker", StringComparison.Ordinal)),
        ["S3 not allowed"] = account => account.SetSimulation((action, _) => action == "s3:GetObject" ? "implicitDeny" : "allowed"),
        ["own prefix allowed"] = account => account.SetSimulation((action, resource) =>
            action != "s3:GetObject" || resource.EndsWith("/claims/step_100/*", StringComparison.Ordinal) ? "allowed" : "implicitDeny"),
        ["bucket and own prefix allowed"] = account => account.SetSimulation((action, resource) =>
            action != "s3:GetObject" || !resource.EndsWith($"{FakeAccount.Bucket}/*", StringComparison.Ordinal)
                ? "allowed"
                : "implicitDeny"),
        ["bucket without objects allowed"] = account => account.SetSimulation((action, resource) =>
            action != "s3:GetObject" || resource.EndsWith(FakeAccount.Bucket, StringComparison.Ordinal) ? "allowed" : "implicitDeny"),
        ["creation allowed only on models"] = account => account.SetSimulation((action, resource) =>
            action == "bedrock:CreateCustomModel" && !resource.Contains(":custom-model/", StringComparison.Ordinal)
                ? "implicitDeny"
                : "allowed"),
        ["simulation of one action at a time"] = account => account.Set("SimulatePrincipalPolicy", SimulateOne),
        ["no decision about * among ARNs"] = account => account.SetSimulation((_, _) => "allowed", omitsStar: true),
        ["KMS not allowed by IAM"] = account => account.SetSimulation((action, _) =>
            action.StartsWith("kms:", StringComparison.Ordinal) ? "implicitDeny" : "allowed"),
        ["explicit Deny of KMS"] = account => account.SetSimulation((action, _) => action == "kms:Decrypt" ? "explicitDeny" : "allowed"),
        ["context missing"] = account => account.SetSimulation((_, _) => "implicitDeny", "<member>aws:ResourceAccount</member>"),
        ["PassRole not allowed"] = account => account.SetSimulation((action, _) => action == "iam:PassRole" ? "implicitDeny" : "allowed"),
        ["caller is root"] = account => account.Set("GetCallerIdentity", Caller("arn:aws:iam::123456789012:root")),
        ["caller in another account"] = account => account.Set(
            "GetCallerIdentity", Caller("arn:aws:iam::999999999999:user/ml", "999999999999")),
        ["no bucket"] = account => account.Set("ListObjectsV2", FakeAccount.S3Error("NoSuchBucket", 404)),
        ["404 of a proxy"] = account => account.Set("ListObjectsV2", Reply.Text("", 404, "text/html")),
        ["no object"] = account => account.Set("ListObjectsV2", FakeAccount.Listing(null)),
        ["bucket elsewhere"] = account => account.Set("ListObjectsV2", FakeAccount.Listing("claims/step_100/a", "eu-west-1")),
        ["no key"] = account => account.Set("DescribeKey", FakeAccount.Json("""{"__type":"NotFoundException","message":"no"}""", 400)),
        ["key disabled"] = account => account.Set("DescribeKey", FakeAccount.Json(
            FakeAccount.KeyJson().Replace("\"KeyState\":\"Enabled\"", "\"KeyState\":\"Disabled\"", StringComparison.Ordinal))),
        ["key of AWS"] = account => account.Set("DescribeKey", FakeAccount.Json(
            FakeAccount.KeyJson().Replace("CUSTOMER", "AWS", StringComparison.Ordinal))),
        ["key asymmetric"] = account => account.Set("DescribeKey", FakeAccount.Json(
            FakeAccount.KeyJson().Replace("SYMMETRIC_DEFAULT", "RSA_2048", StringComparison.Ordinal))),
        ["key to sign"] = account => account.Set(
            "DescribeKey", FakeAccount.Json(FakeAccount.KeyJson(",\"KeyUsage\":\"GENERATE_VERIFY_MAC\""))),
        ["key elsewhere"] = account => account.Set("DescribeKey", FakeAccount.Json(
            FakeAccount.KeyJson().Replace("us-east-1", "us-west-2", StringComparison.Ordinal))),
        ["key policy names another"] = account => account.SetKeyPolicy(
            """{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/x"},"Action":"kms:*"}}"""),
        ["key policy denies"] = account => account.SetKeyPolicy(
            $$"""{"Statement":[{"Effect":"Deny","Principal":{"AWS":"{{FakeAccount.Role}}"},"Action":"kms:Decrypt"}]}"""),
        ["package Pending"] = account => account.Set("DescribeModelPackage", Package("Pending", "Restricted")),
        ["package ordinary"] = account => account.Set("DescribeModelPackage", Package("Completed", "")),
        ["package ordinary, group restricted"] = account => account.Set("DescribeModelPackage", FakeAccount.Json(
                """{"ModelPackageStatus":"Completed","ModelPackageGroupName":"g"}"""))
            .Set("DescribeModelPackageGroup", FakeAccount.Json("""{"ManagedConfiguration":{"ManagedStorageType":"Restricted"}}""")),
        ["package not approved"] = account => account.Set("DescribeModelPackage", FakeAccount.Json(
            """{"ModelPackageStatus":"Completed","ManagedStorageType":"Restricted","ModelApprovalStatus":"PendingManualApproval"}""")),
        ["no package"] = account => account.Set(
            "DescribeModelPackage", FakeAccount.Json("""{"__type":"ValidationException","message":"x does not exist"}""", 400)),
    };

    /// <summary>
    /// Refuses several actions in one simulation, as IAM does for actions that it does not evaluate together. The result for one resource
    /// names a template of ARNs.
    /// </summary>
    private static Reply SimulateOne(ReceivedRequest request) => FakeAws.Form(request.Body) is var form
        && form.ContainsKey("ActionNames.member.2")
        ? FakeAccount.QueryError("InvalidInput", 400, "Invalid Input Actions: [a] and [b] require different authorization information.")
        : FakeAccount.Query(
            "SimulatePrincipalPolicy",
            $"<EvaluationResults><member><EvalActionName>{form["ActionNames.member.1"]}</EvalActionName>"
                + "<EvalResourceName>arn:${Partition}:s3:::${BucketName}</EvalResourceName><EvalDecision>allowed</EvalDecision>"
                + "</member></EvaluationResults>");

    private static FakeAccount Units(FakeAccount account, params string[] throughputs) => account
        .Set("GetServiceQuota", FakeAccount.Json("""{"Quota":{"Value":2.0}}"""))
        .Set("ListProvisionedModelThroughputs", Reply.Json($$"""{"provisionedModelSummaries":[{{string.Join(',', throughputs)}}]}"""));

    private static string Throughput(string modelArn, string units) =>
        $$"""{"provisionedModelArn":"arn:p","modelArn":"{{modelArn}}",{{units}}}""";

    private static FakeAccount Other(FakeAccount account) => account.Set("ListCustomModels", Models("other", "Active"));

    private static Reply Models(string name, string status) => Reply.Json(
        Model.Replace("NAME", name, StringComparison.Ordinal).Replace("STATUS", status, StringComparison.Ordinal));

    private static Reply Tagged(string value, string key = "sagemaker.amazonaws.com/model-source") => FakeAccount.Json(
        $$"""{"ResourceTagMappingList":[{"ResourceARN":"{{Reply.Arn}}","Tags":[{"Key":"{{key}}","Value":"{{value}}"}]}]}""");

    public static Reply Caller(string arn, string account = FakeAccount.Account) =>
        FakeAccount.Query("GetCallerIdentity", $"<Account>{account}</Account><Arn>{arn}</Arn>");

    private static Reply Package(string status, string storage) =>
        FakeAccount.Json($$"""{"ModelPackageStatus":"{{status}}","ManagedStorageType":"{{storage}}"}""");
}
