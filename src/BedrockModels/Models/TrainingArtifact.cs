namespace BedrockModels;

/// <summary>
/// The result of a SageMaker training job, in the form that New-BedrockCustomModel accepts: a restricted model package, or the S3 URI of
/// the artifacts. Returned by Get-BedrockTrainingArtifact.
/// </summary>
public sealed class TrainingArtifact
{
    /// <summary>The name of the job.</summary>
    public string? TrainingJobName { get; init; }

    /// <summary>The ARN of the job; null if the job was found by -OutputUri.</summary>
    public string? TrainingJobArn { get; init; }

    /// <summary>The status of the job, for example Completed; null if the job was found by -OutputUri.</summary>
    public string? TrainingJobStatus { get; init; }

    /// <summary>The technique, for example SFT or DPO; null if SageMaker does not name it.</summary>
    public string? CustomizationTechnique { get; init; }

    /// <summary>The ARN or the name of the base model; null if SageMaker does not name it.</summary>
    public string? BaseModel { get; init; }

    /// <summary>The ARN of the model package, if it is restricted; otherwise null.</summary>
    public string? ModelPackageArn { get; init; }

    /// <summary>The S3 URI of the artifacts from the manifest of the job; null if the job has a restricted model package.</summary>
    public string? S3Uri { get; init; }

    /// <summary>Where the artifact was found: the S3 URI of the manifest, or OutputModelPackageArn.</summary>
    public string? FoundIn { get; init; }

    /// <summary>The Region of the job.</summary>
    public string? Region { get; init; }

    /// <summary>Returns the ARN of the package or the S3 URI.</summary>
    public override string ToString() => ModelPackageArn ?? S3Uri ?? "";
}
