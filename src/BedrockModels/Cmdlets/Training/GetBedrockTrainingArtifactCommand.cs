using BedrockModels.Training;

namespace BedrockModels;

/// <summary>
/// Finds the model that a SageMaker training job made, as input for New-BedrockCustomModel: a restricted model package or an S3 URI.
/// </summary>
/// <remarks>
/// <para>If the job created a restricted model package, the returned object has its ARN (ModelPackageArn). Otherwise it has the S3 URI
/// (S3Uri) from the manifest of the job. The manifest is at one of three places below the output path of the job, which the cmdlet reads in
/// this order: JOB/manifest.json (HyperPod), JOB/output/output/manifest.json (serverless), and manifest.json in the archive
/// JOB/output/output.tar.gz. Pipe the object to New-BedrockCustomModel or Test-BedrockCustomModel. An S3 URI also needs -RoleArn.</para>
/// <para>HyperPod jobs are not in the SageMaker API: specify their output path with -OutputUri. Jobs for multi-turn reinforcement learning
/// are found by name too.</para>
/// <para>The cmdlet changes nothing and writes no file. It reads the archive as a stream, at most 256 MB of it. If no place has an
/// artifact, the error (TrainingArtifactNotFound) has each place and the reason.</para>
/// <para>See https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html.</para>
/// </remarks>
/// <notes>
/// Needs sagemaker:DescribeTrainingJob, and sagemaker:DescribeModelPackage for a job with a model package. For the manifest, also needs
/// s3:GetObject on the output bucket, and kms:Decrypt if your own key encrypts the output. To find jobs for multi-turn reinforcement
/// learning, also needs sagemaker:DescribeJob.
/// </notes>
/// <example>Create a model from a training job.
/// <code>
/// $role = 'arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock'
/// Get-BedrockTrainingArtifact my-training-job | New-BedrockCustomModel support-assistant-v2 -RoleArn $role
/// </code></example>
/// <example>Find the artifacts of a HyperPod job, splatted.
/// <code>
/// $job = @{
///     TrainingJobName = 'my-hyperpod-job'
///     OutputUri       = 's3://my-training-output/hyperpod'
/// }
/// Get-BedrockTrainingArtifact @job
/// </code></example>
/// <example>In CI, check everything before the wait. The script ends with an error if a check fails.
/// <code>
/// $role = 'arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock'
/// $artifact = Get-BedrockTrainingArtifact my-training-job -ErrorAction Stop
/// $artifact | Test-BedrockCustomModel support-assistant-v2 -RoleArn $role | Where-Object Status -EQ Fail
/// </code></example>
[Cmdlet(VerbsCommon.Get, "BedrockTrainingArtifact", HelpUri = HelpPages.Folder + "Get-BedrockTrainingArtifact.md")]
[OutputType(typeof(TrainingArtifact))]
public sealed class GetBedrockTrainingArtifactCommand : BedrockCmdlet
{
    private const string ArnPrefix = "training-job/";

    /// <summary>The names or ARNs of SageMaker training jobs, or objects with a TrainingJobName property.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("TrainingJobArn", "JobName", "Name")]
    [IdentifierTransformation(["TrainingJobArn"], ["TrainingJobName", "JobName"])]
    [AllowEmptyString]
    public string[] TrainingJobName { get; set; } = [];

    /// <summary>
    /// The S3 URI of the output path of the job, for a job that is not in the SageMaker API, such as a HyperPod job. The cmdlet then does
    /// not request the job.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("S3OutputPath")]
    [NotGivenWhenEmpty]
    public string? OutputUri { get; set; }

    /// <inheritdoc cref="GetCmdlet.ThrottleLimit"/>
    [Parameter, ValidateRange(1, OrderedRequests.MostAtOnce)]
    public int ThrottleLimit { get; set; } = 1;

    internal override int RequestsAtOnce => ThrottleLimit;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Uri.TryCreate(EndpointUrl, UriKind.Absolute, out var endpoint) && endpoint is { Scheme: "http" or "https", IsLoopback: false })
            ThrowTerminatingError(Refusals.InvalidConnection(Refusals.EndpointOfBedrock(endpoint)));
    }

    private protected override void ProcessItems()
    {
        foreach (var identifier in TrainingJobName)
        {
            var name = Arn.Parse(identifier) is { Service: "sagemaker" } arn && arn.Resource.StartsWith(ArnPrefix, StringComparison.Ordinal)
                ? arn.Resource[ArnPrefix.Length..]
                : identifier;
            var (target, output) = (TargetOf(identifier), OutputUri);
            if (Passes(InputCheck.Value("-TrainingJobName", name, Constraints.TrainingJobName, target)
                    ?? InputCheck.Value("-OutputUri", output, S3Location.Any, target))
                && TryConnect(identifier, out var client))
                Requests.Send(client, target, name, ct => FindAsync(client, output, name, ct), WriteObject);
        }
    }

    private static Task<TrainingArtifact> FindAsync(BedrockClient client, string? output, string name, CancellationToken ct)
    {
        var artifacts = new TrainingArtifacts(client);
        return output is null ? artifacts.FindAsync(name, ct) : artifacts.FindAsync(output, name, ct);
    }
}
