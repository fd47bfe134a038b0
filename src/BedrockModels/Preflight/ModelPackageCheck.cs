namespace BedrockModels.Preflight;

/// <summary>
/// Whether the model package is Completed and restricted. The package says so, or its group does. AWS does not document whether Amazon
/// Bedrock refuses a package that is not Approved.
/// </summary>
internal sealed class ModelPackageCheck() : PreflightCheck("ModelPackage")
{
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

        if (package.Status != "Completed")
        {
            return CheckResult.Fail(
                $"The model package is {package.Status}, not Completed.", "Wait until it is Completed, or train it again.");
        }

        if (!package.IsRestricted && !await IsGroupRestrictedAsync(package, facts).ConfigureAwait(false))
        {
            return CheckResult.Fail(
                "The model package is not restricted, so Amazon Bedrock cannot use it.",
                "Use the S3 URI of the training job with -S3Uri and -RoleArn: Get-BedrockTrainingArtifact JOB.");
        }

        return package.Approval is null or "Approved"
            ? CheckResult.Pass("The model package is Completed and restricted.")
            : CheckResult.Warn(
                $"The model package is {package.Approval}, not Approved.", "Approve it in SageMaker, in case the service requires it.");
    }

    private static async Task<bool> IsGroupRestrictedAsync(ModelPackage package, PreflightFacts facts)
    {
        if (package.Group is not { } name)
            return false;
        try
        {
            return await facts.PackageGroupStorageAsync(name).ConfigureAwait(false) == ModelPackage.Restricted;
        }
        catch (BedrockException)
        {
            // The package itself says that it is not.
            return false;
        }
    }
}
