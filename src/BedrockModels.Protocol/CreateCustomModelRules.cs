namespace BedrockModels.Protocol;

/// <summary>The rules of CreateCustomModel that involve several members: exactly one source ("but not both"), and a role for S3.</summary>
/// <remarks>The API page does not state that one source is required, but a model without a source is not possible.</remarks>
internal static class CreateCustomModelRules
{
    /// <summary>What the user of a KMS key needs to be allowed: the role, or with a model package the caller.</summary>
    public static string[] KeyActions { get; } = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:CreateGrant"];

    /// <summary>Returns the first rule that a request violates, or null. A role together with a model package is valid.</summary>
    public static CreateCustomModelViolation? Check(bool hasPackage, bool hasS3, bool hasRole) => (hasPackage, hasS3, hasRole) switch
    {
        (true, true, _) => CreateCustomModelViolation.TwoSources,
        (false, false, _) => CreateCustomModelViolation.NoSource,
        (false, true, false) => CreateCustomModelViolation.RoleMissing,
        _ => null,
    };
}

/// <summary>A rule of <see cref="CreateCustomModelRules"/> that a request violates.</summary>
internal enum CreateCustomModelViolation
{
    TwoSources, NoSource, RoleMissing,
}
