using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>Calls to other services than Amazon Bedrock: their wire forms, hosts, errors and signatures.</summary>
public sealed class NeighborTests
{
    private const string Tagged = """{"ResourceTypeFilters":["bedrock:custom-model"],"ResourcesPerPage":100}""";
    private const string Entities = """<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>""";

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("sagemaker", "SageMaker.DescribeTrainingJob", """{"TrainingJobName":"job"}""")]
    [InlineData("kms", "TrentService.GetKeyPolicy", """{"KeyId":"key","PolicyName":"default"}""")]
    [InlineData("servicequotas", "ServiceQuotasV20190624.GetServiceQuota", """{"ServiceCode":"bedrock","QuotaCode":"L-1"}""")]
    [InlineData("tagging", "ResourceGroupsTaggingAPI_20170126.GetResources", Tagged)]
    public async Task Json_service_gets_its_target_and_a_signature_for_itself(string service, string target, string body)
    {
        await using var server = new StandIn(FakeAccount.Json("{}"));
        var neighbors = (await SigningTests.ClientOf(server)).Neighbors;

        await (service switch
        {
            "sagemaker" => (Task)neighbors.DescribeTrainingJobAsync("job", None),
            "kms" => neighbors.GetKeyPolicyAsync("key", None),
            "servicequotas" => neighbors.GetQuotaAsync("L-1", None),
            _ => neighbors.ListTaggedModelsAsync(None),
        });

        Assert.Equal(("POST", "/", target), (server.Last.Method, server.Last.Path, server.Last.Header("X-Amz-Target")));
        Assert.Equal(("application/x-amz-json-1.1", body), (server.Last.Header("Content-Type"), server.Last.Body));
        SigningTests.AssertSigned(server.Last, service);
    }

    [Theory]
    [InlineData("sts", "Action=GetCallerIdentity&Version=2011-06-15")]
    [InlineData("iam", "Action=GetRole&Version=2010-05-08&RoleName=a%2Bb")]
    public async Task Query_service_gets_a_form_and_a_signature_for_itself(string service, string form)
    {
        await using var server = new StandIn(Reply.Text("<R/>", 200, "text/xml"));
        var neighbors = (await SigningTests.ClientOf(server)).Neighbors;

        await (service == "sts" ? neighbors.GetCallerIdentityAsync(None) : (Task)neighbors.GetRoleAsync("a+b", None));

        Assert.Equal(form, server.Last.Body);
        SigningTests.AssertSigned(server.Last, service);
    }

    [Theory]
    [InlineData("a/b.json")]
    [InlineData("a b/c+d é'()!*&=/x//y.txt")]
    [InlineData("%2F/~_-.")]
    public async Task Object_of_any_key_is_requested_with_a_path_that_is_encoded_once(string key)
    {
        await using var server = new StandIn(Reply.Text("content", 206, "binary/octet-stream"));
        var neighbors = (await SigningTests.ClientOf(server)).Neighbors;

        await using var stream = await neighbors.GetObjectAsync("my.bucket", key, 100, None);

        Assert.Equal("/my.bucket/" + key, Uri.UnescapeDataString(server.Last.Path));
        Assert.Equal("bytes=0-4194303", server.Last.Header("Range"));
        Assert.NotEmpty(server.Last.Header("x-amz-content-sha256"));
        SigningTests.AssertSigned(server.Last, "s3");
    }

    [Theory]
    [InlineData("a/../b")]
    [InlineData("./a")]
    [InlineData("..")]
    public async Task Key_with_a_segment_that_vanishes_from_a_path_is_refused_without_a_request(string key)
    {
        await using var server = new StandIn(Reply.Empty);
        var neighbors = (await SigningTests.ClientOf(server)).Neighbors;

        var error = await Assert.ThrowsAsync<BedrockException>(() => neighbors.GetObjectAsync("bucket", key, 100, None));

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Large_object_is_read_in_ranges_and_ends_at_the_limit()
    {
        var content = new byte[ObjectStream.PartBytes * 2];
        Random.Shared.NextBytes(content);
        await using var account = new FakeAccount().SetObjects(("k", content));
        var neighbors = (await account.ConnectAsync()).Neighbors;

        using var copy = new MemoryStream();
        await (await neighbors.GetObjectAsync("bucket", "k", content.Length, None)).CopyToAsync(copy);
        var limited = await neighbors.GetObjectAsync("bucket", "k", content.Length - 1, None);

        Assert.True(copy.ToArray().AsSpan().SequenceEqual(content));
        Assert.Equal(["bytes=0-4194303", "bytes=4194304-8388607", "bytes=8388608-12582911"],
            account.Requests.Take(3).Select(request => request.Header("Range")));
        await Assert.ThrowsAsync<InvalidDataException>(() => limited.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task Server_that_ignores_ranges_sends_the_whole_object_once()
    {
        await using var server = new StandIn(Reply.Text("whole", 200, "binary/octet-stream"));
        var neighbors = (await SigningTests.ClientOf(server)).Neighbors;

        using var copy = new MemoryStream();
        await (await neighbors.GetObjectAsync("bucket", "k", 100, None)).CopyToAsync(copy);

        Assert.Equal("whole"u8.ToArray(), copy.ToArray());
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(301, "PermanentRedirect")]
    [InlineData(400, "AuthorizationHeaderMalformed")]
    public async Task Bucket_in_another_Region_is_asked_once_more_there(int status, string code)
    {
        await using var account = new FakeAccount();
        account.Set("ListObjectsV2", request => request.SigningRegion == "us-east-1"
            ? FakeAccount.S3Error(code, status, "x-amz-bucket-region: eu-west-1\r\n")
            : FakeAccount.Listing("a", "eu-west-1"));

        var content = await (await account.ConnectAsync()).Neighbors.ListObjectsAsync("bucket", "", None);

        Assert.Equal(new BucketContent("eu-west-1", "a"), content);
        Assert.Equal(["us-east-1", "eu-west-1"], account.Requests.Select(request => request.SigningRegion));
    }

    [Fact]
    public async Task Bucket_that_is_always_elsewhere_is_an_error_and_not_a_loop()
    {
        await using var account = new FakeAccount();
        account.Set("ListObjectsV2", FakeAccount.S3Error("PermanentRedirect", 301, "x-amz-bucket-region: eu-west-1\r\n"));
        var neighbors = (await account.ConnectAsync()).Neighbors;

        var error = await Assert.ThrowsAsync<BedrockException>(() => neighbors.ListObjectsAsync("bucket", "", None));

        Assert.Equal(("PermanentRedirect", 2), (error.ErrorCode, account.Requests.Count));
    }

    [Fact]
    public async Task Xml_with_a_document_type_is_refused()
    {
        await using var account = new FakeAccount();
        account.Set("GetCallerIdentity", Reply.Text(Entities, 200, "text/xml")).Set("GetRole", Reply.Text(Entities, 403, "text/xml"));
        var neighbors = (await account.ConnectAsync()).Neighbors;

        var success = await Assert.ThrowsAsync<BedrockException>(() => neighbors.GetCallerIdentityAsync(None));
        var error = await Assert.ThrowsAsync<BedrockException>(() => neighbors.GetRoleAsync("r", None));

        Assert.Equal("InvalidResponse", success.ErrorCode);
        Assert.Equal("AccessDenied", error.ErrorCode);
        Assert.DoesNotContain("root:", success.Message + error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ValidationException", "Requested resource not found.", "ResourceNotFoundException")]
    [InlineData("ResourceNotFound", "no", "ResourceNotFoundException")]
    [InlineData("ValidationException", "1 validation error detected", "ValidationException")]
    public async Task Missing_SageMaker_resource_is_reported_as_not_found_in_both_forms(string code, string message, string expected)
    {
        await using var account = new FakeAccount();
        account.Set("DescribeTrainingJob", FakeAccount.Json($$"""{"__type":"{{code}}","message":"{{message}}"}""", 400));
        var neighbors = (await account.ConnectAsync()).Neighbors;

        var error = await Assert.ThrowsAsync<BedrockException>(() => neighbors.DescribeTrainingJobAsync("j", None));

        Assert.Equal((expected, message, 400), (error.ErrorCode, error.Message, error.StatusCode));
    }

    [Theory]
    [InlineData("SageMaker", "us-east-1", "", "api.sagemaker.us-east-1.amazonaws.com")]
    [InlineData("SageMaker", "us-east-1", "fips", "api-fips.sagemaker.us-east-1.amazonaws.com")]
    [InlineData("SageMaker", "us-gov-west-1", "fips", "api-fips.sagemaker.us-gov-west-1.amazonaws.com")]
    [InlineData("SageMaker", "us-iso-east-1", "fips", "api.sagemaker-fips.us-iso-east-1.c2s.ic.gov")]
    [InlineData("SageMaker", "us-east-1", "both", "api.sagemaker-fips.us-east-1.api.aws")]
    [InlineData("S3", "us-east-1", "", "s3.us-east-1.amazonaws.com")]
    [InlineData("S3", "cn-north-1", "", "s3.cn-north-1.amazonaws.com.cn")]
    [InlineData("S3", "us-east-1", "both", "s3-fips.dualstack.us-east-1.amazonaws.com")]
    [InlineData("Iam", "eu-west-1", "", "iam.amazonaws.com")]
    [InlineData("Iam", "eu-west-1", "fips", "iam-fips.amazonaws.com")]
    [InlineData("Iam", "eu-west-1", "dualstack", "iam.global.api.aws")]
    [InlineData("Iam", "eu-west-1", "both", "iam-fips.global.api.aws")]
    [InlineData("Iam", "cn-northwest-1", "", "iam.cn-north-1.amazonaws.com.cn")]
    [InlineData("Iam", "us-gov-east-1", "", "iam.us-gov.amazonaws.com")]
    [InlineData("Iam", "us-isof-east-1", "", "iam.us-isof-south-1.csp.hci.ic.gov")]
    [InlineData("Iam", "eusc-de-east-1", "", "iam.eusc-de-east-1.amazonaws.eu")]
    [InlineData("Sts", "us-east-1", "fips", "sts-fips.us-east-1.amazonaws.com")]
    [InlineData("Sts", "us-gov-west-1", "fips", "sts.us-gov-west-1.amazonaws.com")]
    [InlineData("Sts", "us-gov-west-1", "both", "sts-fips.us-gov-west-1.api.aws")]
    [InlineData("Kms", "us-gov-west-1", "fips", "kms-fips.us-gov-west-1.amazonaws.com")]
    [InlineData("Quotas", "us-gov-west-1", "fips", "servicequotas.us-gov-west-1.amazonaws.com")]
    [InlineData("Tagging", "eu-west-1", "dualstack", "tagging.eu-west-1.api.aws")]
    public void Service_has_its_host_in_every_partition_with_and_without_FIPS_and_dual_stack(
        string service, string region, string variant, string host)
    {
        var row = (NeighborService)typeof(NeighborService).GetProperty(service)!.GetValue(null)!;

        Assert.Equal(host, row.HostOf(region, variant is "fips" or "both", variant is "dualstack" or "both"));
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_KMS")]
    [InlineData("AWS_ENDPOINT_URL")]
    public async Task Endpoint_variable_of_the_service_or_of_all_services_is_used(string variable)
    {
        await using var bedrock = new FakeAccount();
        await using var kms = new FakeAccount();
        var (client, _) = await ClientTesting.ConnectAsync(
            ClientTesting.To(bedrock.Url) with { Environment = ClientTesting.Nowhere((variable, kms.Url)) });

        await client.Neighbors.DescribeKeyAsync(FakeAccount.Key, None);

        Assert.Empty(bedrock.Operations);
        Assert.Equal(["DescribeKey"], kms.Operations);
    }

    [Fact]
    public async Task Services_section_of_the_profile_sets_the_endpoint_of_a_neighbor()
    {
        await using var account = new FakeAccount();
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Config("[profile p]\nservices = s\n[services s]\nbedrock =\n  endpoint_url = http://127.0.0.1:1");
        home.Config($"iam =\n  endpoint_url = {account.Url}");
        var (client, _) = await ClientTesting.ConnectAsync(new ConnectionSettings
        {
            Region = "eu-west-1",
            ProfileName = "p",
            Credential = ClientTesting.Keys,
            Environment = home.Environment,
        });

        await client.Neighbors.GetRoleAsync("r", None);

        Assert.Equal("eu-west-1", Assert.Single(account.Requests).SigningRegion);
    }

    [Fact]
    public async Task Api_key_of_Bedrock_is_not_sent_to_other_services()
    {
        await using var account = new FakeAccount();
        var (client, _) = await ClientTesting.ConnectAsync(new ConnectionSettings
        {
            Region = "us-east-1",
            EndpointUrl = "https://bedrock.invalid",
            Environment = ClientTesting.Nowhere(
                ("AWS_BEARER_TOKEN_BEDROCK", "the-token"), ("AWS_ENDPOINT_URL_STS", account.Url), ("AWS_ACCESS_KEY_ID", "AKIDENV"),
                ("AWS_SECRET_ACCESS_KEY", "secret")),
        });

        await client.Neighbors.GetCallerIdentityAsync(None);

        var request = Assert.Single(account.Requests);
        Assert.Equal("AKIDENV", request.AccessKey);
        Assert.DoesNotContain(request.Headers, header => header.Value.Contains("the-token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Simulation_follows_its_pages()
    {
        await using var account = new FakeAccount();
        account.Set("SimulatePrincipalPolicy", request => FakeAccount.Query("SimulatePrincipalPolicy",
            FakeAws.Form(request.Body).ContainsKey("Marker")
                ? Allowed("b")
                : Allowed("a") + "<IsTruncated>true</IsTruncated><Marker>m</Marker>"));
        var neighbors = (await account.ConnectAsync()).Neighbors;

        var decisions = await neighbors.SimulatePrincipalPolicyAsync(FakeAccount.User, ["a", "b"], ["r"], [], None);

        Assert.Equal([("a", "*", "allowed"), ("b", "*", "allowed")],
            decisions.Select(decision => (decision.Action, decision.Resource, decision.Decision)));

        static string Allowed(string action) => $"<EvaluationResults><member><EvalActionName>{action}</EvalActionName>"
            + "<EvalDecision>allowed</EvalDecision></member></EvaluationResults>";
    }

    [Fact]
    public async Task Denied_and_throttled_calls_are_retried_only_if_it_can_help()
    {
        await using var account = new FakeAccount();
        var throttles = 0;
        account.Deny("GetRole").Set("DescribeKey", _ => ++throttles == 1
            ? FakeAccount.Json("""{"__type":"ThrottlingException","message":"slow"}""", 400)
            : FakeAccount.Json(FakeAccount.KeyJson()));
        var neighbors = (await account.ConnectAsync()).Neighbors;

        await Assert.ThrowsAsync<BedrockException>(() => neighbors.GetRoleAsync("r", None));
        await neighbors.DescribeKeyAsync(FakeAccount.Key, None);

        Assert.Equal(["GetRole", "DescribeKey", "DescribeKey"], account.Operations);
    }
}
