namespace BedrockModels.Protocol;

/// <summary>The body of CreateCustomModel.</summary>
internal sealed class CreateCustomModelRequest : IIdempotentRequest
{
    public string? ModelName { get; set; }

    public CustomModelDataSource? CustomModelDataSource { get; set; }

    public ModelDataSource? ModelSourceConfig { get; set; }

    public string? RoleArn { get; set; }

    public string? ModelKmsKeyArn { get; set; }

    public IReadOnlyList<ResourceTag>? ModelTags { get; set; }

    public string? ClientRequestToken { get; set; }
}

/// <summary>A union; the model package is currently its only member.</summary>
internal sealed class CustomModelDataSource
{
    public ModelPackageArnDataSource? ModelPackageArnDataSource { get; set; }
}

/// <summary>A SageMaker model package as the source.</summary>
internal sealed class ModelPackageArnDataSource
{
    public string? ModelPackageArn { get; set; }
}

/// <summary>A union; S3 is currently its only member.</summary>
internal sealed class ModelDataSource
{
    public S3DataSource? S3DataSource { get; set; }
}

/// <summary>Artifacts in S3 as the source.</summary>
internal sealed class S3DataSource
{
    public string? S3Uri { get; set; }
}

/// <summary>The response of CreateCustomModel.</summary>
internal sealed class CreateCustomModelResponse : IResponse
{
    public string? ModelArn { get; set; }

    string? IResponse.MissingMember => IResponse.IfMissing(ModelArn, "modelArn");
}

/// <summary>The query of ListCustomModels.</summary>
internal sealed class ListCustomModelsRequest : ListRequest
{
    public DateTimeOffset? CreationTimeBefore { get; set; }

    public DateTimeOffset? CreationTimeAfter { get; set; }

    public string? BaseModelArnEquals { get; set; }

    public string? FoundationModelArnEquals { get; set; }

    public bool? IsOwned { get; set; }

    public string? ModelStatus { get; set; }
}

/// <summary>One page of ListCustomModels.</summary>
internal sealed class ListCustomModelsResponse : IPage<CustomModelSummary>
{
    public IReadOnlyList<CustomModelSummary>? ModelSummaries { get; set; }

    public string? NextToken { get; set; }

    IReadOnlyList<CustomModelSummary>? IPage<CustomModelSummary>.Items => ModelSummaries;
}
