using System.Formats.Tar;
using System.Management.Automation;
using System.Text;
using BedrockModels.Tests.Client;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Training;

public sealed class TrainingArtifactTests : IDisposable
{
    private const string Uri = "s3://customer-escrow-123456789012-smtj-1a2b3c/my-job/step_100";

    private readonly TestShell _shell = new();

    public static TheoryData<string, string> Layouts { get; } = new()
    {
        { "HyperPod", "out/my-job/manifest.json" },
        { "serverless", "out/my-job/output/output/manifest.json" },
        { "serverful", "out/my-job/output/output.tar.gz" },
    };

    public void Dispose() => _shell.Dispose();

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task Manifest_at_any_of_the_three_places_gives_the_S3_URI(string layout, string key)
    {
        await using var account = Account(SetJob(), (key, Content(key, Manifest(Uri))));

        var found = Run(account, "Get-BedrockTrainingArtifact my-job").Clean().OutputOf<TrainingArtifact>().Single();

        Assert.Equal((layout, Uri, $"s3://output/{key}"), (layout, found.S3Uri, found.FoundIn));
        Assert.Equal(("my-job", "Completed", "SFT", "us-east-1"),
            (found.TrainingJobName, found.TrainingJobStatus, found.CustomizationTechnique, found.Region));
        Assert.Null(found.ModelPackageArn);
    }

    [Fact]
    public async Task Places_are_tried_in_the_documented_order()
    {
        await using var account = Account(SetJob());

        var error = Run(account, "Get-BedrockTrainingArtifact my-job").SingleError();

        Assert.Equal("TrainingArtifactNotFound", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(Layouts.Select(row => "/output/" + row.Data.Item2),
            account.Requests.Where(request => request.Method == "GET").Select(request => request.Path));
        Expect.Each(Layouts, row =>
            Assert.Contains($"s3://output/{row.Data.Item2}: does not exist", error.Exception.Message, StringComparison.Ordinal));
        Assert.Contains("(status Completed)", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json", "is not JSON")]
    [InlineData("""{"\ud83d":1}""", "is not JSON")]
    [InlineData("[1]", "is not a JSON object")]
    [InlineData("{}", "has no checkpoint_s3_bucket; it has no members")]
    [InlineData("""{"a":1,"b":2}""", "has no checkpoint_s3_bucket; it has 'a', 'b'")]
    [InlineData("""{"checkpoint_s3_bucket":""}""", "has no checkpoint_s3_bucket")]
    [InlineData("""{"checkpoint_s3_bucket":7}""", "has no checkpoint_s3_bucket")]
    [InlineData("""{"checkpoint_s3_bucket":"my-job/step_4"}""", "'my-job/step_4', which is not an S3 URI")]
    public async Task Wrong_manifest_is_passed_over_and_named_with_its_reason(string manifest, string reason)
    {
        await using var account = Account(SetJob(), ("out/my-job/manifest.json", Encoding.UTF8.GetBytes(manifest)));

        var message = Run(account, "Get-BedrockTrainingArtifact my-job").SingleError().Exception.Message;
        account.SetObjects(
            ("out/my-job/manifest.json", Encoding.UTF8.GetBytes(manifest)),
            ("out/my-job/output/output/manifest.json", Encoding.UTF8.GetBytes(Manifest(Uri))));
        var found = Run(account, "Get-BedrockTrainingArtifact my-job").Clean().OutputOf<TrainingArtifact>().Single();

        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Equal(Uri, found.S3Uri);
    }

    [Fact]
    public async Task Synonym_of_the_member_is_accepted()
    {
        var manifest = Manifest(Uri).Replace("bucket", "path", StringComparison.Ordinal);
        await using var account = Account(SetJob(), ("out/my-job/manifest.json", Encoding.UTF8.GetBytes(manifest)));

        var found = Run(account, "Get-BedrockTrainingArtifact my-job").Clean().OutputOf<TrainingArtifact>().Single();

        Assert.Equal(Uri, found.S3Uri);
    }

    [Theory]
    [InlineData("garbage", "is not a gzip archive")]
    [InlineData("empty", "has no manifest.json")]
    [InlineData("huge", "has a header of 2147483591 bytes")]
    [InlineData("wrong", "the member 'x/manifest.json' has no checkpoint_s3_bucket")]
    public async Task Wrong_archive_is_named_with_its_reason(string kind, string reason)
    {
        var content = kind switch
        {
            "garbage" => Encoding.UTF8.GetBytes("garbage garbage garbage"),
            "empty" => Archives.Create(TarEntryFormat.Pax, ("a", "b")),
            "huge" => Archives.GZip(stream => stream.Write(Archives.Header('x', 2_147_483_591))),
            _ => Archives.Create(TarEntryFormat.Pax, ("x/manifest.json", "{}")),
        };
        await using var account = Account(SetJob(), ("out/my-job/output/output.tar.gz", content));

        var message = Run(account, "Get-BedrockTrainingArtifact my-job").SingleError().Exception.Message;

        Assert.Contains($"output.tar.gz: {reason}", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restricted_package_is_returned_without_reading_S3()
    {
        await using var account = Account(SetJob($$""","OutputModelPackageArn":"{{FakeAccount.Package}}" """));
        account.Set("DescribeModelPackage", FakeAccount.Json(
            """
            {"ManagedStorageType":"Restricted",
            "InferenceSpecification":{"Containers":[{"BaseModel":{"HubContentName":"nova-lite"}}]}}
            """));

        var found = Run(account, "Get-BedrockTrainingArtifact my-job").Clean().OutputOf<TrainingArtifact>().Single();

        Assert.Equal((FakeAccount.Package, null, "nova-lite"), (found.ModelPackageArn, found.S3Uri, found.BaseModel));
        Assert.DoesNotContain("GetObject", account.Operations);
    }

    [Theory]
    [InlineData("ordinary", "is not restricted")]
    [InlineData("denied", "access denied (DescribeModelPackage)")]
    public async Task Package_that_is_ordinary_or_unreadable_leaves_the_manifest(string kind, string reason)
    {
        await using var account = Account(SetJob($$""","OutputModelPackageArn":"{{FakeAccount.Package}}" """));
        if (kind == "denied")
            account.Deny("DescribeModelPackage");
        else
            account.Set("DescribeModelPackage", FakeAccount.Json("{}"));

        var message = Run(account, "Get-BedrockTrainingArtifact my-job").SingleError().Exception.Message;
        account.SetObjects(("out/my-job/manifest.json", Encoding.UTF8.GetBytes(Manifest(Uri))));
        var found = Run(account, "Get-BedrockTrainingArtifact my-job").Clean().OutputOf<TrainingArtifact>().Single();

        Assert.Contains($"{FakeAccount.Package}: {reason}", message, StringComparison.Ordinal);
        Assert.Equal(Uri, found.S3Uri);
    }

    [Fact]
    public async Task OutputUri_finds_the_manifest_without_asking_for_the_job()
    {
        await using var account = new FakeAccount().SetObjects(("hp/my-job/manifest.json", Encoding.UTF8.GetBytes(Manifest(Uri))));

        var result = Run(account, "Get-BedrockTrainingArtifact my-job -OutputUri s3://output/hp/").Clean();

        var found = result.OutputOf<TrainingArtifact>().Single();
        Assert.Equal((Uri, null), (found.S3Uri, found.TrainingJobStatus));
        Assert.Equal(["GetObject"], account.Operations);
    }

    [Theory]
    [InlineData("s3://output/env=prod/hp", "env=prod/hp/")]
    [InlineData("S3://output/a b/ü+%20", "a b/ü+%20/")]
    [InlineData("s3://output", "")]
    public async Task OutputUri_can_have_any_key(string uri, string prefix)
    {
        await using var account = new FakeAccount()
            .SetObjects(($"{prefix}my-job/manifest.json", Encoding.UTF8.GetBytes(Manifest(Uri))));

        var found = Run(account, $"Get-BedrockTrainingArtifact my-job -OutputUri '{uri}'").Clean().OutputOf<TrainingArtifact>().Single();

        Assert.Equal((Uri, $"s3://output/{prefix}my-job/manifest.json"), (found.S3Uri, found.FoundIn));
    }

    [Theory]
    [InlineData("https://output/hp", "InvalidOutputUri")]
    [InlineData("s3:///hp", "InvalidOutputUri")]
    [InlineData("s3://../hp", "InvalidOutputUri")]
    [InlineData("s3://output/none", "TrainingArtifactNotFound")]
    public async Task Error_about_a_piped_job_has_the_object_as_its_target(string uri, string id)
    {
        await using var account = new FakeAccount().SetObjects();
        _shell.Set("job", new PSObject(new { TrainingJobName = "my-job", OutputUri = uri }));

        var error = Run(account, "$job | Get-BedrockTrainingArtifact").SingleError();

        Assert.Equal(id, ScriptResult.IdOf(error));
        Assert.Same(((PSObject)_shell.Runspace.SessionStateProxy.GetVariable("job")).BaseObject, Bare(error.TargetObject));

        static object Bare(object target) => target is PSObject wrapped ? wrapped.BaseObject : target;
    }

    [Fact]
    public async Task Job_for_reinforcement_learning_is_found_by_its_package()
    {
        await using var account = new FakeAccount();
        var config = $$"""{\"ServiceOutput\":{\"OutputModelPackageArn\":\"{{FakeAccount.Package}}\"} }""";
        account.Set("DescribeTrainingJob", FakeAccount.Json("""{"__type":"ResourceNotFound","message":"no"}""", 400)).Set(
            "DescribeJob",
            FakeAccount.Json($$"""{"JobName":"my-job","JobStatus":"Completed","JobConfigDocument":"{{config}}"}"""));

        var found = Run(account, "Get-BedrockTrainingArtifact my-job").Clean().OutputOf<TrainingArtifact>().Single();

        Assert.Equal((FakeAccount.Package, "Completed"), (found.ModelPackageArn, found.TrainingJobStatus));
    }

    [Fact]
    public async Task Missing_job_is_an_error_with_advice_and_other_jobs_are_still_found()
    {
        await using var account = Account(SetJob(), ("out/my-job/manifest.json", Encoding.UTF8.GetBytes(Manifest(Uri))));
        account.Set("DescribeTrainingJob", request => request.Body.Contains("none", StringComparison.Ordinal)
            ? FakeAccount.Json("""{"__type":"ResourceNotFound","message":"no"}""", 400)
            : FakeAccount.Json(SetJob()));

        var result = Run(account, "'none', 'my-job' | Get-BedrockTrainingArtifact");

        Assert.Equal("ResourceNotFoundException", result.SingleError().FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("-OutputUri", result.SingleError().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(Uri, result.OutputOf<TrainingArtifact>().Single().S3Uri);
    }

    [Fact]
    public async Task Denied_job_is_an_error_that_names_the_action_of_SageMaker()
    {
        await using var account = new FakeAccount().Deny("DescribeTrainingJob");

        var error = Run(account, "Get-BedrockTrainingArtifact my-job").SingleError();

        Assert.Contains("sagemaker:DescribeTrainingJob", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains($" at {account.Url.TrimEnd('/')}", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Artifact_pipes_into_New_and_brings_no_role_of_its_own()
    {
        await using var account = Account(
            SetJob(""","RoleArn":"arn:aws:iam::123456789012:role/training" """),
            ("out/my-job/manifest.json", Encoding.UTF8.GetBytes(Manifest(Uri))));

        var artifact = Run(account, "$a = Get-BedrockTrainingArtifact my-job; $a").Clean();
        var created = _shell.Run("$a | New-BedrockCustomModel my-model -RoleArn $role");
        var refused = _shell.Run("$a | New-BedrockCustomModel other-model");

        Assert.Single(artifact.Output);
        Assert.Equal("my-model", created.Clean().OutputOf<CustomModel>().Single().ModelName);
        Assert.Equal("RoleArnMissing", refused.SingleError().FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public async Task ARN_of_a_job_names_its_Region_and_an_invalid_name_is_refused()
    {
        await using var account = Account(SetJob(), ("out/my-job/manifest.json", Encoding.UTF8.GetBytes(Manifest(Uri))));

        var found = Run(account, "Get-BedrockTrainingArtifact arn:aws:sagemaker:eu-west-2:123456789012:training-job/my-job").Clean();
        var refused = Run(account, "Get-BedrockTrainingArtifact a_b").SingleError();

        Assert.Equal("eu-west-2", found.OutputOf<TrainingArtifact>().Single().Region);
        Assert.Equal("InvalidTrainingJobName", refused.FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Endpoint_of_Bedrock_is_refused_because_the_command_does_not_call_it()
    {
        var error = _shell.Run("Get-BedrockTrainingArtifact my-job -EndpointUrl https://bedrock.invalid").SingleError();

        Assert.Contains("AWS_ENDPOINT_URL_SAGEMAKER", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://me:s3cret@bedrock.invalid/?token=s3cret")]
    [InlineData("https://bedrock.invalid/#s3cret")]
    [InlineData("ftp://me:s3cret@bedrock.invalid/")]
    [InlineData("http://me:s3cret@127.0.0.1:1/")]
    public void Password_in_an_endpoint_is_not_shown(string url)
    {
        var result = _shell.Run($"Get-BedrockTrainingArtifact my-job -EndpointUrl '{url}'");

        Assert.Contains("-EndpointUrl", result.SingleError().Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", result.AllText, StringComparison.Ordinal);
    }

    private static string SetJob(string more = "") =>
        $$"""
        {"TrainingJobName":"my-job","TrainingJobArn":"arn:aws:sagemaker:us-east-1:123456789012:training-job/my-job",
        "TrainingJobStatus":"Completed","OutputDataConfig":{"S3OutputPath":"s3://output/out/"},
        "ServerlessJobConfig":{"CustomizationTechnique":"SFT"}{{more}}}
        """;

    private static FakeAccount Account(string job, params (string Key, byte[] Content)[] objects) =>
        new FakeAccount().Set("DescribeTrainingJob", FakeAccount.Json(job)).SetObjects(objects);

    private static string Manifest(string uri) => $$"""{"checkpoint_s3_bucket":"{{uri}}"}""";

    private static byte[] Content(string key, string manifest) => key.EndsWith(".gz", StringComparison.Ordinal)
        ? Archives.Create(TarEntryFormat.Pax, ("log.txt", "x"), ("empty/manifest.json", "{}"), ("a/manifest.json", manifest))
        : Encoding.UTF8.GetBytes(manifest);

    /// <summary>Only the job is the stand-in's; models are the emulator's.</summary>
    private ScriptResult Run(FakeAccount account, string script)
    {
        _shell.Set("account", account.Url);
        return _shell.Run("$PSDefaultParameterValues['Get-BedrockTrainingArtifact:EndpointUrl'] = $account\n"
            + "$PSDefaultParameterValues.Remove('*-Bedrock*:EndpointUrl')\n"
            + "$PSDefaultParameterValues['New-BedrockCustomModel:EndpointUrl'] = $endpoint\n" + script);
    }
}
