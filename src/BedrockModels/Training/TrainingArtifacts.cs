namespace BedrockModels.Training;

/// <summary>
/// Finds what a training job made: a restricted model package, else the S3 URI in its manifest, which is at one of three places below the
/// output path. The order is that of AWS's SageMaker SDK.
/// </summary>
internal sealed class TrainingArtifacts(BedrockClient client)
{
    private const int MaxManifestBytes = 1024 * 1024;

    /// <summary>The reasons why a place has no artifact, in the order of the search.</summary>
    private readonly List<string> _tried = [];

    /// <exception cref="BedrockException">
    /// There is no such job, or it has no artifact: the message has each place and the reason.
    /// </exception>
    public async Task<TrainingArtifact> FindAsync(string name, CancellationToken ct)
    {
        TrainingJob job;
        try
        {
            job = await client.Neighbors.DescribeTrainingJobAsync(name, ct).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode == ErrorCode.ResourceNotFound)
        {
            if (await FindAgentJobAsync(name, ct).ConfigureAwait(false) is { } found)
                return found;
            throw;
        }

        var package = await FindPackageAsync(job.OutputModelPackageArn, ct).ConfigureAwait(false);
        var result = new TrainingArtifact
        {
            TrainingJobName = job.Name ?? name,
            TrainingJobArn = job.Arn,
            TrainingJobStatus = job.Status,
            CustomizationTechnique = job.CustomizationTechnique,
            BaseModel = job.BaseModelArn ?? package?.BaseModel,
        };
        if (package is { IsRestricted: false })
            _tried.Add($"The model package {job.OutputModelPackageArn}: is not restricted");
        if (package?.IsRestricted == true)
            return Complete(result, job.OutputModelPackageArn, null, nameof(job.OutputModelPackageArn));
        if (await FindUriAsync(job.OutputPath, name, ct).ConfigureAwait(false) is var (uri, place))
            return Complete(result, null, uri, place);
        throw ErrorRecords.TrainingArtifactNotFound(name, job, _tried);
    }

    /// <summary>
    /// Finds the manifest of a job below an output path, without asking for the job: HyperPod jobs are not in SageMaker's API.
    /// </summary>
    /// <exception cref="BedrockException">No place has an artifact.</exception>
    public async Task<TrainingArtifact> FindAsync(string outputUri, string name, CancellationToken ct) =>
        await FindUriAsync(outputUri, name, ct).ConfigureAwait(false) is var (uri, place)
            ? Complete(new TrainingArtifact { TrainingJobName = name }, null, uri, place)
            : throw ErrorRecords.TrainingArtifactNotFound(name, null, _tried);

    /// <summary>A job for multi-turn reinforcement learning; null if there is none, or if it cannot be read.</summary>
    private async Task<TrainingArtifact?> FindAgentJobAsync(string name, CancellationToken ct)
    {
        TrainingJob job;
        try
        {
            job = await client.Neighbors.DescribeAgentJobAsync(name, ct).ConfigureAwait(false);
        }
        catch (BedrockException)
        {
            return null;
        }

        const string Place = "ServiceOutput.OutputModelPackageArn";
        var arn = job.OutputModelPackageArn;
        var package = await FindPackageAsync(arn, ct).ConfigureAwait(false);
        if (package?.IsRestricted != true)
        {
            if (arn is null || package is not null)
                _tried.Add(arn is null ? $"{Place} of the job: is missing" : $"The model package {arn}: is not restricted");
            throw ErrorRecords.TrainingArtifactNotFound(name, job, _tried);
        }

        var found = new TrainingArtifact
        {
            TrainingJobName = job.Name ?? name,
            TrainingJobArn = job.Arn,
            TrainingJobStatus = job.Status,
            BaseModel = package.BaseModel,
        };
        return Complete(found, arn, null, Place);
    }

    private async Task<ModelPackage?> FindPackageAsync(string? arn, CancellationToken ct)
    {
        if (arn is null)
            return null;
        try
        {
            return await client.Neighbors.DescribeModelPackageAsync(arn, ct).ConfigureAwait(false);
        }
        catch (BedrockException exception)
        {
            _tried.Add($"The model package {arn}: {Reason(exception)}");
            return null;
        }
    }

    private async Task<(string Uri, string Place)?> FindUriAsync(string? output, string job, CancellationToken ct)
    {
        if (S3Location.Parse(output) is not { } root)
        {
            _tried.Add(output is null ? "The output path: is missing" : $"The output path {output}: is not an S3 URI");
            return null;
        }

        return await TryAsync(root.Below($"{job}/manifest.json"), ReadManifestAsync).ConfigureAwait(false)
            ?? await TryAsync(root.Below($"{job}/output/output/manifest.json"), ReadManifestAsync).ConfigureAwait(false)
            ?? await TryAsync(root.Below($"{job}/output/output.tar.gz"), ReadArchiveAsync).ConfigureAwait(false);

        async Task<(string Uri, string Place)?> TryAsync(
            S3Location place, Func<S3Location, CancellationToken, Task<(string? Uri, string? Reason)>> read)
        {
            string? reason;
            try
            {
                (var uri, reason) = await read(place, ct).ConfigureAwait(false);
                if (uri is not null)
                    return (uri, place.ToString());
            }
            catch (BedrockException exception)
            {
                reason = Reason(exception);
            }
            catch (InvalidDataException exception)
            {
                // The messages of .NET about a damaged gzip stream are sentences of their own.
                reason = char.IsLower(exception.Message[0]) ? exception.Message : "is not a gzip archive";
            }

            _tried.Add($"{place}: {reason}");
            return null;
        }
    }

    private async Task<(string? Uri, string? Reason)> ReadManifestAsync(S3Location place, CancellationToken ct)
    {
        await using var stream = await client.Neighbors.GetObjectAsync(place.Bucket, place.Key, MaxManifestBytes, ct).ConfigureAwait(false);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, ct).ConfigureAwait(false);
        return TrainingManifest.Read(content.ToArray());
    }

    private async Task<(string? Uri, string? Reason)> ReadArchiveAsync(S3Location place, CancellationToken ct)
    {
        await using var stream = await client.Neighbors.GetObjectAsync(place.Bucket, place.Key, TrainingArchive.MaxBytes, ct)
            .ConfigureAwait(false);
        var reason = "has no manifest.json";
        await foreach (var (name, content) in TrainingArchive.ReadManifestsAsync(stream, ct).ConfigureAwait(false))
        {
            var (uri, problem) = TrainingManifest.Read(content);
            if (uri is not null)
                return (uri, null);
            reason = $"the member {InputText.Quote(name)} {problem}";
        }

        return (null, reason);
    }

    private TrainingArtifact Complete(TrainingArtifact found, string? package, string? uri, string place) => new()
    {
        TrainingJobName = found.TrainingJobName,
        TrainingJobArn = found.TrainingJobArn,
        TrainingJobStatus = found.TrainingJobStatus,
        CustomizationTechnique = found.CustomizationTechnique,
        BaseModel = found.BaseModel,
        ModelPackageArn = package,
        S3Uri = uri,
        FoundIn = place,
        Region = client.Region,
    };

    /// <summary>Why a place could not be read. S3 also denies access to an object that does not exist.</summary>
    private static string Reason(BedrockException exception) => exception switch
    {
        { ErrorCode: "NoSuchKey" or "NotFound" } => "does not exist",
        { ErrorCode: "NoSuchBucket" } => "the bucket does not exist",
        { ErrorCode: "AccessDenied", Operation: "GetObject" } =>
            "access denied (s3:GetObject; without s3:ListBucket, S3 also reports this for an object that does not exist)",
        { ErrorCode: ErrorCode.AccessDenied } => $"access denied ({exception.Operation})",
        _ => $"{exception.ErrorCode}: {exception.Message.TrimEnd('.')}",
    };
}
