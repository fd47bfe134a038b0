using System.Text.Json.Nodes;

namespace BedrockModels.Emulator;

/// <summary>SageMaker: training jobs and model packages.</summary>
internal sealed class TrainingService(EmulatorAccount account)
{
    public HttpResponse DescribeJob(AccountCall call)
    {
        var name = AccountServices.Text(AccountServices.Read(call), "TrainingJobName");
        var job = account.FindJob(name) ?? throw ServiceException.Validation("Requested resource not found.");
        var answer = new JsonObject
        {
            ["TrainingJobName"] = name,
            ["TrainingJobArn"] = EmulatorAccount.Create("sagemaker", call.Region, call.AccountId, "training-job/" + name),
            ["TrainingJobStatus"] = job.Status,
            ["ModelArtifacts"] = new JsonObject { ["S3ModelArtifacts"] = job.S3ModelArtifacts ?? "" },
            ["OutputDataConfig"] = new JsonObject
            {
                ["S3OutputPath"] = job.OutputPath ?? $"s3://sagemaker-{call.Region}-{call.AccountId}/output/",
            },
            ["CreationTime"] = Seconds(call.Now),
        };
        if (job.FailureReason is not null)
            answer["FailureReason"] = job.FailureReason;
        if (job.CheckpointUri is not null)
            answer["CheckpointConfig"] = new JsonObject { ["S3Uri"] = job.CheckpointUri };
        if (job.ModelPackageArn is not null)
            answer["OutputModelPackageArn"] = job.ModelPackageArn;
        if (job.Technique is not null)
            answer["ServerlessJobConfig"] = DescribeServerless(call, job);
        return AccountForm.Json(answer);
    }

    public HttpResponse DescribePackage(AccountCall call)
    {
        var name = AccountServices.Text(AccountServices.Read(call), "ModelPackageName");
        var (arn, package) = account.FindPackage(name, call.Region, call.AccountId)
            ?? throw ServiceException.Validation($"Could not find model package '{ServiceException.Quote(name)}'.");
        var (group, version) = Split(arn);
        var container = new JsonObject { ["BaseModel"] = new JsonObject { ["HubContentName"] = package.BaseModel } };
        if (package.S3Uri is not null)
        {
            container["ModelDataSource"] = new JsonObject
            {
                ["S3DataSource"] = new JsonObject
                {
                    ["S3Uri"] = package.S3Uri,
                    ["S3DataType"] = "S3Prefix",
                    ["CompressionType"] = "None",
                },
            };
        }

        var answer = new JsonObject
        {
            ["ModelPackageName"] = group,
            ["ModelPackageArn"] = arn,
            ["ModelPackageStatus"] = package.Status,
            ["ModelPackageStatusDetails"] = new JsonObject { ["ValidationStatuses"] = new JsonArray() },
            ["ModelApprovalStatus"] = package.ApprovalStatus,
            ["InferenceSpecification"] = new JsonObject { ["Containers"] = new JsonArray(container) },
            ["CreationTime"] = Seconds(call.Now),
        };
        if (version is not null)
            (answer["ModelPackageGroupName"], answer["ModelPackageVersion"]) = (group, version);
        if (package.Restricted)
            answer["ManagedStorageType"] = "Restricted";
        return AccountForm.Json(answer);
    }

    public HttpResponse DescribeGroup(AccountCall call)
    {
        var name = AccountServices.Text(AccountServices.Read(call), "ModelPackageGroupName");
        var group = name[(name.LastIndexOf('/') + 1)..];
        var packages = account.ModelPackages is null ? [account.FindPackage(group + "/1", call.Region, call.AccountId)!.Value.Package]
            : account.ModelPackages.Where(item => Split(item.Key).Group == group).Select(item => item.Value ?? new()).ToList();
        if (packages.Count == 0)
            throw ServiceException.Validation($"Could not find model package group '{ServiceException.Quote(name)}'.");
        var answer = new JsonObject
        {
            ["ModelPackageGroupName"] = group,
            ["ModelPackageGroupArn"] = EmulatorAccount.Create("sagemaker", call.Region, call.AccountId, "model-package-group/" + group),
            ["ModelPackageGroupStatus"] = "Completed",
            ["CreatedBy"] = new JsonObject(),
            ["CreationTime"] = Seconds(call.Now),
        };
        if (packages.Exists(package => package.Restricted))
            answer["ManagedConfiguration"] = new JsonObject { ["ManagedStorageType"] = "Restricted" };
        return AccountForm.Json(answer);
    }

    private static JsonObject DescribeServerless(AccountCall call, AccountTrainingJob job)
    {
        var hub = EmulatorAccount.Create("sagemaker", call.Region, "aws", $"hub-content/SageMakerPublicHub/Model/{job.BaseModel}/1.0.0");
        var answer = new JsonObject
        {
            ["BaseModelArn"] = hub,
            ["JobType"] = "FineTuning",
            ["CustomizationTechnique"] = job.Technique,
        };
        if (job.Lora)
            answer["Peft"] = "LORA";
        return answer;
    }

    /// <summary>The group and the version of a model package: <c>my-group/1</c>. A package without a version is in no group.</summary>
    private static (string Group, int? Version) Split(string name)
    {
        var parts = (Arn.Parse(name)?.Resource ?? name).Split('/');
        return int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && parts.Length > 1
            ? (parts[^2], version) : (parts[^1], null);
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
