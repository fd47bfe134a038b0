namespace BedrockModels;

/// <summary>Makes requests from the records of New-BedrockCustomModel and Test-BedrockCustomModel, and checks them.</summary>
internal static class CreateCustomModelInput
{
    /// <summary>The request of a record. A piped text is the name of the model.</summary>
    public static CreateCustomModelRequest Create(
        string? name, PSObject? record, string? package, string? s3, string? role, string? key, ResourceTag[]? tags, string? token) => new()
        {
            ModelName = name ?? ObjectMembers.Bare(record) as string,
            CustomModelDataSource = package is null ? null : new() { ModelPackageArnDataSource = new() { ModelPackageArn = package } },
            ModelSourceConfig = s3 is null ? null : new() { S3DataSource = new() { S3Uri = s3 } },
            RoleArn = role,
            ModelKmsKeyArn = key,
            ModelTags = tags,
            ClientRequestToken = token ?? Guid.NewGuid().ToString(),
        };

    /// <summary>The first error of a request; null if it is valid. The name is always required.</summary>
    /// <param name="request">The request.</param>
    /// <param name="record">The piped record; null if none was piped.</param>
    /// <param name="skipsValidation">Whether only the service validates the values.</param>
    public static ErrorRecord? Check(CreateCustomModelRequest request, PSObject? record, bool skipsValidation)
    {
        // A piped text is the name, unless there is another one.
        if (ObjectMembers.Bare(record) is ValueType || (ObjectMembers.Bare(record) is string text && text != request.ModelName))
            return Refusals.RecordNotObject(record!);
        if (request.ModelName is null)
            return Refusals.ModelNameMissing(record);
        return skipsValidation ? null : CheckValues(request, record ?? (object)request.ModelName);
    }

    /// <summary>The model package or the S3 URI of a request; null if it has neither.</summary>
    public static string? SourceOf(CreateCustomModelRequest request) =>
        request.CustomModelDataSource?.ModelPackageArnDataSource?.ModelPackageArn ?? request.ModelSourceConfig?.S3DataSource?.S3Uri;

    /// <summary>
    /// The request with the tag of its source, by the rule of AWS's SageMaker SDK: it replaces a tag with its key, and the URI in the
    /// manifest of a training job stays as it is. If no tag can have the source, the request is unchanged.
    /// </summary>
    public static CreateCustomModelRequest AddSourceTag(CreateCustomModelRequest request, PSObject? record, Action<string> warn)
    {
        if (SourceOf(request) is not { } source)
            return request;
        var isTyped = request.ModelSourceConfig is not null
            && ObjectMembers.Bare(record) is not TrainingArtifact { TrainingJobArn: not null };
        var tag = new ResourceTag { Key = SourceTag.Key, Value = SourceTag.ValueFor(isTyped ? SourceTag.WithSlash(source) : source) };
        ResourceTag[] tags = [.. (request.ModelTags ?? []).Where(other => other.Key != SourceTag.Key), tag];
        var reason = Constraints.TagValue.Check(tag.Value) != Violations.None ? "its source has characters that a tag cannot have"
            : tags.Length > Constraints.TagsPerResource ? $"it already has {Constraints.TagsPerResource} tags"
            : null;
        if (reason is null)
            return request with { ModelTags = tags };
        warn($"The model {request.ModelName} is created without a tag for its source, because {reason}. "
            + "Later commands can find it only by its name.");
        return request;
    }

    private static ErrorRecord? CheckValues(CreateCustomModelRequest request, object target)
    {
        var package = request.CustomModelDataSource?.ModelPackageArnDataSource?.ModelPackageArn;
        var s3 = request.ModelSourceConfig?.S3DataSource?.S3Uri;
        return InputCheck.Value("-ModelName", request.ModelName, Constraints.ModelName, target)
            ?? CheckTogether(request, package, s3, target)
            ?? InputCheck.Value("-ModelPackageArn", package, Constraints.ModelPackageArn, target)
            ?? InputCheck.Value("-S3Uri", s3, Constraints.S3Uri, target)
            ?? InputCheck.Value("-RoleArn", request.RoleArn, Constraints.RoleArn, target)
            ?? InputCheck.Value("-KmsKeyArn", request.ModelKmsKeyArn, Constraints.KmsKeyArn, target)
            ?? InputCheck.Tags(request.ModelTags, target)
            ?? InputCheck.Value("-ClientRequestToken", request.ClientRequestToken, Constraints.ClientRequestToken, target);
    }

    private static ErrorRecord? CheckTogether(CreateCustomModelRequest request, string? package, string? s3, object target) =>
        CreateCustomModelRules.Check(package is not null, s3 is not null, request.RoleArn is not null) switch
        {
            CreateCustomModelViolation.TwoSources => Refusals.TwoSources(request.ModelName!, package!, s3!, target),
            CreateCustomModelViolation.NoSource => Refusals.SourceMissing(request.ModelName!, target),
            CreateCustomModelViolation.RoleMissing => Refusals.RoleArnMissing(request.ModelName!, s3!, target),
            _ => null,
        };
}
