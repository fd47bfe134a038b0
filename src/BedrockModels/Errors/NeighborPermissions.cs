namespace BedrockModels;

/// <summary>The IAM actions for the operations of other services than Amazon Bedrock.</summary>
internal static class NeighborPermissions
{
    /// <summary>The action for an operation; null for an operation of Amazon Bedrock.</summary>
    public static string? Find(string operation) => operation switch
    {
        "DescribeTrainingJob" or "DescribeJob" or "DescribeModelPackage" or "DescribeModelPackageGroup" => "sagemaker:" + operation,
        "ListObjectsV2" => "s3:ListBucket",
        "GetObject" => "s3:GetObject",
        "GetRole" or "SimulatePrincipalPolicy" => "iam:" + operation,
        "DescribeKey" or "GetKeyPolicy" => "kms:" + operation,
        "Converse" => "bedrock:InvokeModel",
        "GetServiceQuota" => "servicequotas:GetServiceQuota",
        "GetResources" => "tag:GetResources",
        _ => null,
    };
}
