using System.Text;
using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>
/// A stand-in for Amazon Bedrock and the services around it, in which everything is in order. A test replaces the responses of the
/// operations that it is about.
/// </summary>
internal sealed class FakeAccount : IAsyncDisposable
{
    public const string Account = "123456789012";
    public const string Bucket = "customer-escrow-123456789012-smtj-1a2b3c";
    public const string S3Uri = $"s3://{Bucket}/claims/step_100";
    public const string Role = "arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock";
    public const string Key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
    public const string Package = "arn:aws:sagemaker:us-east-1:123456789012:model-package/claims/1";
    public const string User = "arn:aws:iam::123456789012:user/ml";

    public const string Trust =
        """{"Statement":[{"Effect":"Allow","Principal":{"Service":"bedrock.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private readonly StandIn _server;
    private readonly Dictionary<string, Func<ReceivedRequest, Reply>> _replies = [];

    public FakeAccount()
    {
        Set("ListCustomModels", Reply.Json("""{"modelSummaries":[]}"""));
        Set("GetCallerIdentity", Query("GetCallerIdentity", $"<Account>{Account}</Account><Arn>{User}</Arn>"));
        SetRole(Role, Trust);
        SetSimulation((_, _) => "allowed");
        Set("ListObjectsV2", Listing("claims/step_100/model.bin"));
        Set("DescribeModelPackage", Json("""{"ModelPackageStatus":"Completed","ManagedStorageType":"Restricted"}"""));
        Set("DescribeKey", Json(KeyJson()));
        SetKeyPolicy($$"""{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{Account}}:root"},"Action":"kms:*"} }""");
        Set("GetServiceQuota", Json("""{"Quota":{"Value":100.0}}"""));
        Set("GetResources", Json("""{"ResourceTagMappingList":[]}"""));
        Set("ListProvisionedModelThroughputs", Reply.Json("""{"provisionedModelSummaries":[]}"""));
        _server = new StandIn((request, _) => _replies.TryGetValue(OperationOf(request), out var reply)
            ? reply(request)
            : Reply.Error(404, "UnknownOperationException", OperationOf(request)));
    }

    public string Url => _server.Url;

    /// <summary>The operations in the order of their requests.</summary>
    public IReadOnlyList<string> Operations => [.. _server.Requests.Select(OperationOf)];

    public IReadOnlyCollection<ReceivedRequest> Requests => _server.Requests;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public async Task<BedrockClient> ConnectAsync() => (await ClientTesting.ConnectAsync(ClientTesting.To(Url))).Client;

    public FakeAccount Set(string operation, Reply reply) => Set(operation, _ => reply);

    public FakeAccount Set(string operation, Func<ReceivedRequest, Reply> reply)
    {
        _replies[operation] = reply;
        return this;
    }

    public FakeAccount SetRole(string arn, string trust) => Set("GetRole", Query(
        "GetRole",
        $"<Role><Arn>{arn}</Arn><AssumeRolePolicyDocument>{Uri.EscapeDataString(trust)}</AssumeRolePolicyDocument></Role>"));

    public FakeAccount SetKeyPolicy(string policy) =>
        Set("GetKeyPolicy", Json($$"""{"Policy":{{System.Text.Json.JsonSerializer.Serialize(policy)}}}"""));

    /// <summary>Decides simulations by action and resource.</summary>
    /// <param name="decide">The decision.</param>
    /// <param name="missing">The context keys without a value, as XML.</param>
    /// <param name="omitsStar">Whether * has no decision if ARNs stand beside it.</param>
    public FakeAccount SetSimulation(
        Func<string, string, string> decide, string missing = "", bool omitsStar = false) => Set("SimulatePrincipalPolicy", request =>
    {
        var form = FakeAws.Form(request.Body);
        var resources = Values(form, "ResourceArns.member.").ToList();
        if (omitsStar && resources.Count > 1)
            resources.Remove("*");
        var results = from action in Values(form, "ActionNames.member.")
                      select $"<member><EvalActionName>{action}</EvalActionName><ResourceSpecificResults>"
                          + string.Concat(resources.Select(resource =>
                              $"<member><EvalResourceName>{resource}</EvalResourceName>"
                              + $"<EvalResourceDecision>{decide(action, resource)}</EvalResourceDecision>"
                              + $"<MissingContextValues>{missing}</MissingContextValues></member>"))
                          + "</ResourceSpecificResults></member>";
        return Query(
            "SimulatePrincipalPolicy", $"<EvaluationResults>{string.Concat(results)}</EvaluationResults><IsTruncated>false</IsTruncated>");
    });

    /// <summary>Refuses an operation as its service does.</summary>
    public FakeAccount Deny(string operation) => Set(operation, operation switch
    {
        "ListCustomModels" or "ListProvisionedModelThroughputs" =>
            Reply.Error(403, "AccessDeniedException", $"User is not authorized to perform: bedrock:{operation}"),
        "GetRole" or "SimulatePrincipalPolicy" or "GetCallerIdentity" => QueryError("AccessDenied", 403),
        "ListObjectsV2" or "GetObject" => S3Error("AccessDenied", 403),
        _ => Json("""{"__type":"AccessDeniedException","Message":"no"}""", 400),
    });

    public static Reply Json(string body, int status = 200) => Reply.Text(body, status, "application/x-amz-json-1.1");

    public static Reply Query(string action, string result) => Reply.Text(
        $"<{action}Response xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><{action}Result>{result}</{action}Result>"
            + $"</{action}Response>",
        200,
        "text/xml");

    public static Reply QueryError(string code, int status, string message = "no") =>
        Reply.Text($"<ErrorResponse><Error><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>", status, "text/xml");

    public static Reply Listing(string? key, string region = "us-east-1") => Reply.Text(
        $"<ListBucketResult>{(key is null ? "" : $"<Contents><Key>{key}</Key></Contents>")}</ListBucketResult>",
        200,
        "application/xml",
        $"x-amz-bucket-region: {region}\r\n");

    public static Reply S3Error(string code, int status, string headers = "") =>
        Reply.Text($"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>no</Message></Error>", status, "application/xml", headers);

    public static string KeyJson(string change = "") =>
        $$"""
        {"KeyMetadata":{"Arn":"{{Key}}","Enabled":true,"KeyState":"Enabled","KeySpec":"SYMMETRIC_DEFAULT",
        "KeyManager":"CUSTOMER"{{change}} } }
        """;

    /// <summary>Serves objects by key, with ranges.</summary>
    public FakeAccount SetObjects(params (string Key, byte[] Content)[] objects) => Set("GetObject", request =>
    {
        var key = Uri.UnescapeDataString(request.Path).TrimStart('/').Split('/', 2)[1];
        if (objects.FirstOrDefault(one => one.Key == key) is not { Key: not null } found)
            return S3Error("NoSuchKey", 404);
        var range = request.Header("Range")["bytes=".Length..].Split('-').Select(long.Parse).ToArray();
        if (range[0] >= found.Content.Length)
            return S3Error("InvalidRange", 416);
        var part = found.Content.AsSpan((int)range[0], (int)Math.Min(range[1] + 1, found.Content.Length) - (int)range[0]).ToArray();
        var head = $"HTTP/1.1 206 X\r\nContent-Type: binary/octet-stream\r\nContent-Length: {part.Length}\r\nConnection: close\r\n\r\n";
        return new Reply([.. Encoding.ASCII.GetBytes(head), .. part]);
    });

    private static IEnumerable<string> Values(IReadOnlyDictionary<string, string> form, string prefix) =>
        form.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(pair => pair.Value);

    private static string OperationOf(ReceivedRequest request) => request switch
    {
        { Path: var path } when path.StartsWith("/custom-models", StringComparison.Ordinal) => "ListCustomModels",
        { Path: "/listTagsForResource" } => "ListTagsForResource",
        { Path: var path } when path.StartsWith("/provisioned-model-throughputs", StringComparison.Ordinal) =>
            "ListProvisionedModelThroughputs",
        _ when request.Header("X-Amz-Target") is { Length: > 0 } target => target.Split('.')[^1],
        { Method: "POST" } => FakeAws.Form(request.Body)["Action"],
        { Path: var path } when path.Contains("list-type=2", StringComparison.Ordinal) => "ListObjectsV2",
        _ => "GetObject",
    };
}
