namespace BedrockModels.Protocol;

/// <summary>The body of CreateCustomModel.</summary>
internal sealed record CreateCustomModelRequest(
    string? ModelName = null, CustomModelDataSource? CustomModelDataSource = null, ModelDataSource? ModelSourceConfig = null,
    string? RoleArn = null, string? ModelKmsKeyArn = null, IReadOnlyList<ResourceTag>? ModelTags = null) : IdempotentRequest;

/// <summary>A union; the model package is currently its only member.</summary>
internal sealed record CustomModelDataSource(ModelPackageArnDataSource? ModelPackageArnDataSource = null);

/// <summary>A SageMaker model package as the source.</summary>
internal sealed record ModelPackageArnDataSource(string? ModelPackageArn = null);

/// <summary>A union; S3 is currently its only member.</summary>
internal sealed record ModelDataSource(S3DataSource? S3DataSource = null);

/// <summary>Artifacts in S3 as the source.</summary>
internal sealed record S3DataSource(string? S3Uri = null);

/// <summary>The response of CreateCustomModel.</summary>
internal sealed record CreateCustomModelResponse(string? ModelArn) : IResponse
{
    string? IResponse.MissingMember => IResponse.IfMissing(ModelArn, "modelArn");
}

/// <summary>The query of ListCustomModels.</summary>
internal sealed record ListCustomModelsRequest(
    DateTimeOffset? CreationTimeBefore = null, DateTimeOffset? CreationTimeAfter = null, string? BaseModelArnEquals = null,
    string? FoundationModelArnEquals = null, bool? IsOwned = null, string? ModelStatus = null) : ListRequest;

/// <summary>One page of ListCustomModels.</summary>
internal sealed record ListCustomModelsResponse(IReadOnlyList<CustomModelSummary>? ModelSummaries, string? NextToken)
    : IPage<CustomModelSummary>
{
    IReadOnlyList<CustomModelSummary>? IPage<CustomModelSummary>.Items => ModelSummaries;
}
