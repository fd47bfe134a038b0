namespace BedrockModels.Preflight;

/// <summary>
/// Whether the model package is Completed and restricted. The package says so, or its group does. AWS does not document whether Amazon Bedrock
/// refuses a package that is not Approved.
/// </summary>
internal sealed class ModelPackageCheck() : PreflightCheck("ModelPackage")
{
    private const string Restricted = "Restricted";

    public override string? TargetOf(PreflightRow row) => row.Package?.ToString();

    public override async Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts)
    {
        ModelPackage package;
        try
        {
            package = await facts.PackageAsync(row.Package!.ToString()).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode == ErrorCode.ResourceNotFound)
        {
            return CheckResult.Fail("The model package does not exist.", "Correct -ModelPackageArn, or its Region.");
        }

        if (package.ModelPackageStatus != "Completed")
        {
            return CheckResult.Fail(
                $"The model package is {package.ModelPackageStatus}, not Completed.", "Wait until it is Completed, or train it again.");
        }

        if (package.ManagedStorageType != Restricted && !await IsGroupRestrictedAsync(package, facts).ConfigureAwait(false))
        {
            return CheckResult.Fail(
                "The model package is not restricted, so Amazon Bedrock cannot use it.",
                "Use the S3 URI of the training job with -S3Uri and -RoleArn: Get-BedrockTrainingArtifact JOB.");
        }

        return package.ModelApprovalStatus is null or "Approved"
            ? CheckResult.Pass("The model package is Completed and restricted.")
            : CheckResult.Warn(
                $"The model package is {package.ModelApprovalStatus}, not Approved.", "Approve it in SageMaker, in case the service requires it.");
    }

    private static async Task<bool> IsGroupRestrictedAsync(ModelPackage package, PreflightFacts facts)
    {
        if (package.ModelPackageGroupName is not { Length: > 0 } name)
            return false;
        try
        {
            var group = await facts.PackageGroupAsync(name).ConfigureAwait(false);
            return group.ManagedConfiguration?.ManagedStorageType == Restricted;
        }
        catch (BedrockException)
        {
            // The package itself says that it is not.
            return false;
        }
    }
}
