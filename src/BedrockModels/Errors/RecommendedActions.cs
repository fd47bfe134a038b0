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
        ErrorCode.AccessDenied => $"Ask for an IAM policy that allows {Permissions(exception.Operation)}.",
        ErrorCode.ServiceQuotaExceeded => Quota(exception),
        ErrorCode.UnknownOperation =>
            $"Check the Region: CreateCustomModel is available in us-east-1{(region is null ? "" : $", but this call used {region}")}. "
            + "Also check that the endpoint serves Amazon Bedrock.",
        ErrorCode.Conflict when exception.Operation == Operations.CreateCustomModel.Name =>
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
            $"Check the name and the Region. {lister} lists the resources that exist.",
        ErrorCode.ResourceNotFound when exception.Operation == Operations.CreateCustomModel.Name =>
            "Check that the model package exists in this Region and that its resource policy allows Amazon Bedrock to read it.",
        ErrorCode.Throttling => "Try again later with a smaller -ThrottleLimit.",
        ErrorCode.TooManyTags =>
            $"A resource can have at most {Constraints.TagsPerResource} tags. Remove some with Remove-BedrockResourceTag.",
        ErrorCode.MissingAuthenticationToken => "Check the endpoint and the proxy: the signature was removed on the way to the service.",
        _ => null,
    };

    private static bool IsAboutRole(BedrockException exception) =>
        Contains(exception, "assume") && Contains(exception, "role") && !Contains(exception, "is not authorized to perform: bedrock:");

    private static bool Contains(BedrockException exception, string text) =>
        exception.Message.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>The cmdlet that lists the resources that an operation looks for.</summary>
    private static string? Lister(string operation) =>
        Resources.All.FirstOrDefault(resource => resource.IsLookedForBy(operation))?.GetCommand;

    private static string Permissions(string operation) => operation switch
    {
        "CreateCustomModel" =>
            "bedrock:CreateCustomModel (and bedrock:TagResource for -Tag), iam:PassRole on the role in -RoleArn, "
            + "kms:DescribeKey and kms:CreateGrant on the key in -KmsKeyArn, "
            + "and sagemaker:DescribeModelPackage and sagemaker:AccessModelPackageData on the package",
        "CreateCustomModelDeployment" or "CreateProvisionedModelThroughput" => $"bedrock:{operation} (and bedrock:TagResource for -Tag)",
        "" => "the bedrock: action",
        _ => "bedrock:" + operation,
    };

    private static string Quota(BedrockException exception) => exception.Operation switch
    {
        "CreateCustomModel" =>
            "Remove unused models, or request an increase of the quota \"Custom models per account\" (L-CB5B847D) in Service Quotas.",
        "CreateProvisionedModelThroughput" =>
            "Request model units in Service Quotas; a new account has none. Without a commitment the quota is "
            + "\"Model units no-commitment Provisioned Throughputs across custom models\" (L-BE77399C).",
        _ => "Request a quota increase in Service Quotas.",
    };
}
