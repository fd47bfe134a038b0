namespace BedrockModels.Preflight;

/// <summary>
/// Whether the bucket exists in the Region and has objects below the prefix. The check uses the caller's permissions, not those of the
/// role, so the role may read what the caller cannot.
/// </summary>
internal sealed class ArtifactsCheck() : PreflightCheck("Artifacts")
{
    public override string? TargetOf(PreflightRow row) => row.Artifacts is null ? null : row.S3Uri;

    public override async Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts)
    {
        const string Advice = "Use the URI in the manifest of the training job: Get-BedrockTrainingArtifact JOB.";
        var (bucket, key) = (row.Artifacts!.Bucket, row.Artifacts.Key);
        BucketContent content;
        try
        {
            content = await facts.ObjectsAsync(bucket, key.Length == 0 ? "" : key + "/").ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode == "NoSuchBucket")
        {
            return CheckResult.Fail($"The bucket {bucket} does not exist.", Advice);
        }

        if (content.FirstKey is null)
            return CheckResult.Fail("The bucket has no object below this URI.", Advice);
        return content.Region is null || content.Region == row.Region
            ? CheckResult.Pass("The bucket has objects below this URI.")
            : CheckResult.Warn(
                $"The bucket is in {content.Region}, but the model would be in {row.Region}.", $"Use -Region {content.Region}.");
    }
}
