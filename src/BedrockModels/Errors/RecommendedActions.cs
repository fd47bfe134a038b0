namespace BedrockModels;

/// <summary>The advice for each error.</summary>
internal static class RecommendedActions
{
    /// <summary>The advice for a failure; null if its message needs none.</summary>
    public static string? For(BedrockException exception, string? region) => exception.ErrorCode switch
    {
        ErrorCode.Validation or ErrorCode.AccessDenied when IsAboutRole(exception) =>
            "Allow Amazon Bedrock to assume the role: its trust policy needs "
            + "\"Principal\": { \"Service\": \"bedrock.amazonaws.com\" } with \"Action\": \"sts:AssumeRole\". "
            + "Also allow the role to read the S3 artifacts and to use the KMS key.",
        ErrorCode.AccessDenied when Contains(exception, "iam:PassRole") =>
            "Ask for an IAM policy that allows iam:PassRole on the role in -RoleArn, or rename the role. AmazonBedrockFullAccess passes "
            + "only roles with AmazonBedrock in the name; AmazonSageMakerModelCustomizationCoreAccess passes only roles with a name that "
            + "begins with SageMakerForBedrock.",
        ErrorCode.AccessDenied or ErrorCode.Validation or ErrorCode.ResourceNotFound when IsAboutLifecycle(exception) =>
            "Provisioned Throughput cannot be bought for a model whose base model is Legacy; New-BedrockCustomModelDeployment may still "
            + "work. After the end of life of the base model, train the model again on another one.",
        ErrorCode.TrainingArtifactNotFound =>
            "Check that the job is Completed and trains an Amazon Nova model. For a job whose output is somewhere else, add -OutputUri.",
        ErrorCode.ResourceNotFound when exception.Operation == "DescribeTrainingJob" =>
            "Check the name and the Region. For a HyperPod job, add -OutputUri with the output path of the job.",
        ErrorCode.ModelNotReady => "Wait a few minutes, or increase -Timeout.",
        ErrorCode.ModelError or ErrorCode.ModelTimeout => "Use a shorter prompt or a smaller -MaxTokens. The cmdlet does not send the "
            + "prompt again, because AWS may bill both requests.",
        ErrorCode.ConnectionFailed or ErrorCode.WaitTimeout when IsQuestion(exception) =>
            "If the request was sent, the model may have answered, and AWS may bill it. For long answers, increase -Timeout.",
        ErrorCode.ResourceNotFound or ErrorCode.Validation when IsQuestion(exception) && Contains(exception, "model") =>
            "Use the ARN of an Active deployment or of Provisioned Throughput that is InService, or pipe the object of "
            + "Get-BedrockCustomModelDeployment or Get-BedrockProvisionedModelThroughput.",
        ErrorCode.ModelSourceDiffers => "Use another name, or delete the existing model first with Remove-BedrockCustomModel.",
        ErrorCode.CustomModelFailed =>
            "Correct the cause. Then use -IfExists ReplaceFailed, which deletes the Failed model and creates it again, or another name.",
        ErrorCode.AccessDenied => $"Ask for an IAM policy that allows {Permissions(exception.Operation)}.",
        ErrorCode.ServiceQuotaExceeded => QuotaAdvice(exception),
        ErrorCode.UnknownOperation =>
            $"Check the Region: CreateCustomModel is documented for us-east-1{(region is null ? "" : $"; this call used {region}")}. "
            + "Also check that the endpoint serves Amazon Bedrock.",
        ErrorCode.ResourceNotFound or ErrorCode.Validation when IsAboutSource(exception, "package") =>
            "Check that the model package exists in this Region and is restricted (ManagedStorageType Restricted). "
            + "For another package, use -S3Uri and -RoleArn.",
        ErrorCode.Validation when IsAboutSource(exception, "s3") =>
            "Use the value of checkpoint_s3_bucket in the manifest.json of the training job, below its output path: JOB/manifest.json, "
            + "JOB/output/output/manifest.json, or inside JOB/output/output.tar.gz. The role must be able to list and read that bucket.",
        _ when exception.Operation == Operations.CreateCustomModel.Name && ExistingModels.MayBeMeant(exception) =>
            "Use another name, or add -IfExists Return to use the existing model.",
        ErrorCode.Conflict when exception.Operation == Operations.DeleteCustomModel.Name =>
            "First remove the custom model deployments and the Provisioned Throughput of the model, or add -Cascade.",
        ErrorCode.Conflict or ErrorCode.Validation when exception.Operation == Operations.DeleteProvisionedModelThroughput.Name =>
            "Provisioned Throughput cannot be deleted during its commitment; Get-BedrockProvisionedModelThroughput shows the "
            + "CommitmentExpirationTime. If it is Updating, wait until it is InService.",
        ErrorCode.Conflict or ErrorCode.Validation when Contains(exception, "mutating state") =>
            "Wait for its creation or update to end (Wait-BedrockCustomModelDeployment), then try again.",
        ErrorCode.Validation when exception.Operation == Operations.CreateCustomModelDeployment.Name
            && (Contains(exception, "on-demand") || Contains(exception, "on demand")) =>
            "This model does not support on-demand deployment. Buy Provisioned Throughput with New-BedrockProvisionedModelThroughput.",
        ErrorCode.ResourceNotFound when Lister(exception.Operation) is { } lister =>
            $"Check the name and the Region. {lister} lists the resources that exist."
            + (region is not null && Regions.DescribeUnknown(region) is { } unknown ? " " + unknown : ""),
        ErrorCode.Throttling => "Try again later with a smaller -ThrottleLimit.",
        ErrorCode.TooManyTags =>
            $"A resource can have at most {Constraints.TagsPerResource} tags. Remove some with Remove-BedrockResourceTag.",
        ErrorCode.MissingAuthenticationToken => "Check the endpoint and the proxy: the signature was removed on the way to the service.",
        _ => null,
    };

    private static bool IsQuestion(BedrockException exception) => RuntimeOperation.All.Any(one => one.Name == exception.Operation);

    private static bool IsAboutRole(BedrockException exception) =>
        Contains(exception, "assume") && Contains(exception, "role")
        && (!Contains(exception, "is not authorized to perform:") || Contains(exception, "sts:AssumeRole"));

    /// <summary>Whether the base model is Legacy or no longer offered, in the words that Amazon Bedrock uses for inference.</summary>
    private static bool IsAboutLifecycle(BedrockException exception) =>
        Contains(exception, "marked by provider as legacy") || Contains(exception, "end of its life");

    /// <summary>Whether CreateCustomModel cannot use its source. A missing resource can only be the source.</summary>
    private static bool IsAboutSource(BedrockException exception, string word) =>
        exception.Operation == Operations.CreateCustomModel.Name
        && (exception.ErrorCode == ErrorCode.ResourceNotFound || Contains(exception, word));

    private static bool Contains(BedrockException exception, string text) =>
        exception.Message.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>The cmdlet that lists the resources that an operation looks for.</summary>
    private static string? Lister(string operation) =>
        Resources.All.FirstOrDefault(resource => resource.IsLookedForBy(operation))?.GetCommand;

    private static string Permissions(string operation) => operation switch
    {
        "CreateCustomModel" =>
            "bedrock:CreateCustomModel on all resources (and bedrock:TagResource for -Tag), iam:PassRole on the role in -RoleArn, "
            + "sagemaker:DescribeModelPackage, sagemaker:AccessModelPackage and sagemaker:AccessModelPackageData on the package, and "
            + $"{string.Join(", ", CreateCustomModelRules.KeyActions)} on the key in -KmsKeyArn",
        "CreateCustomModelDeployment" or "CreateProvisionedModelThroughput" =>
            $"bedrock:{operation} (and bedrock:TagResource for -Tag), and kms:Decrypt on the model's own KMS key, if it has one",
        "" => "the bedrock: action",
        _ when NeighborPermissions.Find(operation) is { } permission => permission,
        _ => "bedrock:" + operation,
    };

    private static string QuotaAdvice(BedrockException exception) => exception.Operation switch
    {
        "CreateCustomModel" =>
            $"Remove unused models, or request an increase of the quota \"{Quota.Models.Name}\" ({Quota.Models.Code}) in Service Quotas.",
        "CreateProvisionedModelThroughput" =>
            "Ask AWS Support for model units, and read the quotas in Service Quotas: \"Model units per provisioned model for\" the base "
            + $"model (0 by default) and, without a commitment, \"{Quota.ModelUnits.Name}\" ({Quota.ModelUnits.Code}).",
        _ => "Request a quota increase in Service Quotas.",
    };
}
