using System.Text.Json;
using System.Text.Json.Nodes;

namespace BedrockModels.Tests.Emulator.Account;

/// <summary>Training jobs and model packages.</summary>
public sealed partial class AccountServiceTests
{
    [Fact]
    public async Task Training_job_has_status_output_technique_and_package()
    {
        var reply = await _emulator.AskJson("sagemaker", "SageMaker.DescribeTrainingJob", """{"TrainingJobName":"job"}""");

        Assert.Equal(("Completed", TestEmulator.Package, "SFT", "LORA", "s3://sagemaker-us-east-1-123456789012/output/"),
            (reply.Text("TrainingJobStatus"), reply.Text("OutputModelPackageArn"),
            (string?)reply.Json["ServerlessJobConfig"]!["CustomizationTechnique"], (string?)reply.Json["ServerlessJobConfig"]!["Peft"],
            (string?)reply.Json["OutputDataConfig"]!["S3OutputPath"]));
        Assert.Equal(JsonValueKind.Number, reply.Json["CreationTime"]!.GetValueKind());
    }

    [Theory]
    [InlineData("full", """
        {"TrainingJobName":"full","TrainingJobArn":"arn:aws:sagemaker:us-east-1:123456789012:training-job/full",
        "TrainingJobStatus":"Failed","ModelArtifacts":{"S3ModelArtifacts":"s3://bucket/out/model.tar.gz"},
        "OutputDataConfig":{"S3OutputPath":"s3://bucket/out/"},
        "CreationTime":1785542400,"FailureReason":"Out of memory.","CheckpointConfig":{"S3Uri":"s3://bucket/check/"},
        "ServerlessJobConfig":{"BaseModelArn":
        "arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/nova-textgeneration-pro/1.0.0","JobType":"FineTuning",
        "CustomizationTechnique":"DPO"}}
        """)]
    [InlineData("plain", """
        {"TrainingJobName":"plain","TrainingJobArn":"arn:aws:sagemaker:us-east-1:123456789012:training-job/plain",
        "TrainingJobStatus":"Completed","ModelArtifacts":{"S3ModelArtifacts":""},
        "OutputDataConfig":{"S3OutputPath":"s3://sagemaker-us-east-1-123456789012/output/"},"CreationTime":1785542400}
        """)]
    public async Task Training_job_has_what_the_account_gives_it(string job, string expected)
    {
        var reply = await _emulator.AskJson("sagemaker", "SageMaker.DescribeTrainingJob", $$"""{"TrainingJobName":"{{job}}"}""");

        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), reply.Json.ToJsonString());
    }

    [Theory]
    [InlineData("plain/2", """
        {"ModelPackageName":"plain","ModelPackageArn":"arn:aws:sagemaker:us-east-1:123456789012:model-package/plain/2",
        "ModelPackageStatus":"Failed","ModelPackageStatusDetails":{"ValidationStatuses":[]},"ModelApprovalStatus":"Approved",
        "InferenceSpecification":{"Containers":[{"BaseModel":{"HubContentName":"nova-textgeneration-lite"},"ModelDataSource":
        {"S3DataSource":{"S3Uri":"s3://bucket/a/","S3DataType":"S3Prefix","CompressionType":"None"}}}]},"CreationTime":1785542400,
        "ModelPackageGroupName":"plain","ModelPackageVersion":2}
        """)]
    [InlineData("alone", """
        {"ModelPackageName":"alone","ModelPackageArn":"arn:aws:sagemaker:us-east-1:123456789012:model-package/alone",
        "ModelPackageStatus":"Completed","ModelPackageStatusDetails":{"ValidationStatuses":[]},"ModelApprovalStatus":"Rejected",
        "InferenceSpecification":{"Containers":[{"BaseModel":{"HubContentName":"other"}}]},"CreationTime":1785542400,
        "ManagedStorageType":"Restricted"}
        """)]
    public async Task Model_package_has_what_the_account_gives_it(string package, string expected)
    {
        var reply = await _emulator.AskJson("sagemaker", "SageMaker.DescribeModelPackage", $$"""{"ModelPackageName":"{{package}}"}""");

        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), reply.Json.ToJsonString());
    }

    [Theory]
    [InlineData("kms", "TrentService.DescribeKey", "{")]
    [InlineData("sagemaker", "SageMaker.DescribeTrainingJob", "TrainingJobName=job")]
    public async Task Body_that_is_not_JSON_is_a_serialization_error(string service, string target, string body) =>
        Assert.Equal((400, "SerializationException", "The body is not JSON."),
            await _emulator.AskJson(service, target, body) is var reply ? (reply.Status, reply.Text("__type"), reply.Message) : default);

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"TrainingJobName":""}""")]
    [InlineData("""{"TrainingJobName":5}""")]
    public async Task Name_that_is_missing_is_a_validation_error(string body) => Assert.Equal((400, "ValidationException"),
        await _emulator.AskJson("sagemaker", "SageMaker.DescribeTrainingJob", body) is var reply
            ? (reply.Status, reply.Text("__type")) : default);

    [Theory]
    [InlineData("DescribeTrainingJob", "TrainingJobName", "nobody", "Requested resource not found.")]
    [InlineData("DescribeModelPackage", "ModelPackageName", "nobody/1", "Could not find model package 'nobody/1'.")]
    [InlineData("DescribeModelPackageGroup", "ModelPackageGroupName", "nobody", "Could not find model package group 'nobody'.")]
    public async Task What_SageMaker_cannot_find_is_a_validation_error(string operation, string member, string name, string message)
    {
        var reply = await _emulator.AskJson("sagemaker", "SageMaker." + operation, $$"""{"{{member}}":"{{name}}"}""");

        Assert.Equal((400, "ValidationException", message), (reply.Status, reply.Text("__type"), reply.Message));
    }

    [Theory]
    [InlineData("group", 1, "Completed", "Restricted", null)]
    [InlineData("plain", 2, "Failed", null, "s3://bucket/a/")]
    public async Task Model_package_and_its_group_have_their_storage_type(
        string group, int version, string status, string? type, string? uri)
    {
        var package = await _emulator.AskJson("sagemaker", "SageMaker.DescribeModelPackage",
            $$"""{"ModelPackageName":"arn:aws:sagemaker:us-east-1:123456789012:model-package/{{group}}/{{version}}"}""");
        var groupReply = await _emulator.AskJson(
            "sagemaker", "SageMaker.DescribeModelPackageGroup", $$"""{"ModelPackageGroupName":"{{group}}"}""");

        var source = package.Json["InferenceSpecification"]!["Containers"]![0]!["ModelDataSource"]?["S3DataSource"]?["S3Uri"];
        Assert.Equal((status, type, version, uri), (package.Text("ModelPackageStatus"), (string?)package.Json["ManagedStorageType"],
            (int)package.Json["ModelPackageVersion"]!, (string?)source));
        Assert.Equal(type, (string?)groupReply.Json["ManagedConfiguration"]?["ManagedStorageType"]);
    }
}
