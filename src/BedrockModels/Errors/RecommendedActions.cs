using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>What a person can do about an error.</summary>
internal static class RecommendedActions
{
    /// <summary>The advice for a failure; null where the message says it all.</summary>
    public static string? For(BedrockException failure, string? region) => failure.ErrorCode switch
    {
        ErrorCode.Validation or ErrorCode.AccessDenied when IsAboutRole(failure) =>
            "Let the role be assumed by Amazon Bedrock: its trust policy needs \"Principal\": { \"Service\": \"bedrock.amazonaws.com\" } with \"Action\": \"sts:AssumeRole\"; and let it read the S3 artifacts and use the KMS key.",
        ErrorCode.AccessDenied => $"Ask for an IAM policy that allows {Permissions(failure.Operation)}.",
        ErrorCode.ServiceQuotaExceeded => Quota(failure),
        ErrorCode.UnknownOperation => $"Check the Region: CreateCustomModel is offered in us-east-1{(region is null ? "" : $", and {region} was asked")}; and check that the endpoint serves Amazon Bedrock.",
        ErrorCode.Conflict when failure.Operation == Operations.CreateCustomModel.Name =>
            "Take another name, or add -IfExists Return to use the model that is there.",
        ErrorCode.Conflict when failure.Operation == Operations.DeleteCustomModel.Name =>
            "Remove what uses the model first: its custom model deployments and its Provisioned Throughput.",
        ErrorCode.Conflict or ErrorCode.Validation when failure.Operation == Operations.DeleteProvisionedModelThroughput.Name =>
            "While a commitment runs, Provisioned Throughput cannot be deleted: Get-BedrockProvisionedModelThroughput shows its CommitmentExpirationTime. While it is Updating, wait until it is InService.",
        ErrorCode.Conflict or ErrorCode.Validation when Says(failure, "mutating state") =>
            "Wait until its creation or its update has ended (Wait-BedrockCustomModelDeployment), then try again.",
        ErrorCode.Validation when failure.Operation == Operations.CreateCustomModelDeployment.Name && (Says(failure, "on-demand") || Says(failure, "on demand")) =>
            "Not every model can be deployed on demand: buy Provisioned Throughput for it, with New-BedrockProvisionedModelThroughput.",
        ErrorCode.ResourceNotFound when Lister(failure.Operation) is { } lister =>
            $"Check the name and the Region: {lister} lists what is there.",
        ErrorCode.ResourceNotFound when failure.Operation == Operations.CreateCustomModel.Name =>
            "Check that the model package exists, in this Region, and that its resource policy lets Amazon Bedrock read it.",
        ErrorCode.Throttling => "Try again later, with a smaller -ThrottleLimit.",
        ErrorCode.TooManyTags => $"A resource holds at most {Constraints.TagsPerResource} tags: remove some with Remove-BedrockResourceTag.",
        ErrorCode.MissingAuthenticationToken => "Check the endpoint: something between here and the service removed the signature.",
        _ => null,
    };

    private static bool IsAboutRole(BedrockException failure) =>
        Says(failure, "assume") && Says(failure, "role") && !Says(failure, "is not authorized to perform: bedrock:");

    private static bool Says(BedrockException failure, string text) => failure.Message.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>The cmdlet that lists what an operation looks for.</summary>
    private static string? Lister(string operation) => Resources.All.FirstOrDefault(resource => resource.IsLookedForBy(operation))?.GetCommand;

    private static string Permissions(string operation) => operation switch
    {
        "CreateCustomModel" =>
            "bedrock:CreateCustomModel (and bedrock:TagResource where the model gets tags), iam:PassRole on the role in -RoleArn, kms:DescribeKey and kms:CreateGrant on the key in -KmsKeyArn, and sagemaker:DescribeModelPackage and sagemaker:AccessModelPackageData on the package",
        "CreateCustomModelDeployment" or "CreateProvisionedModelThroughput" => $"bedrock:{operation} (and bedrock:TagResource where it gets tags)",
        "" => "the bedrock: action",
        _ => "bedrock:" + operation,
    };

    private static string Quota(BedrockException failure) => failure.Operation switch
    {
        "CreateCustomModel" => "Remove models that are no longer used, or ask for more of the quota \"Custom models per account\" (L-CB5B847D) in Service Quotas.",
        "CreateProvisionedModelThroughput" =>
            "Ask for model units in Service Quotas: a new account has none. Without a commitment the quota is \"Model units no-commitment Provisioned Throughputs across custom models\" (L-BE77399C).",
        _ => "Ask for more of the quota in Service Quotas.",
    };
}
