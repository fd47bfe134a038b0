using System.Text.Json.Serialization;

namespace BedrockModels.Client;

/// <summary>A SageMaker training job: the members that lead to its model.</summary>
internal sealed record TrainingJob
{
    public string? TrainingJobName { get; init; }

    public string? TrainingJobArn { get; init; }

    public string? TrainingJobStatus { get; init; }

    public string? FailureReason { get; init; }

    public TrainingOutput? OutputDataConfig { get; init; }

    public ServerlessJob? ServerlessJobConfig { get; init; }

    public string? OutputModelPackageArn { get; init; }
}

internal sealed record TrainingOutput(string? S3OutputPath);

internal sealed record ServerlessJob(string? BaseModelArn, string? CustomizationTechnique);

/// <summary>A SageMaker job of another category than training, such as multi-turn reinforcement learning.</summary>
internal sealed record AgentJob(string? JobName, string? JobArn, string? JobStatus, string? JobConfigDocument, string? FailureReason);

internal sealed record ModelPackage
{
    public string? ModelPackageArn { get; init; }

    public string? ModelPackageGroupName { get; init; }

    public string? ModelPackageStatus { get; init; }

    public string? ModelApprovalStatus { get; init; }

    public string? ManagedStorageType { get; init; }

    public PackageInference? InferenceSpecification { get; init; }

    /// <summary>The base model of the first container; null if the package does not name it.</summary>
    public string? BaseModel => InferenceSpecification?.Containers is [{ BaseModel: { } model }, ..]
        ? model.HubContentName ?? model.RecipeName
        : null;
}

internal sealed record PackageInference(IReadOnlyList<PackageContainer>? Containers);

internal sealed record PackageContainer(PackageBaseModel? BaseModel);

internal sealed record PackageBaseModel(string? HubContentName, string? RecipeName);

internal sealed record ModelPackageGroup(ManagedPackages? ManagedConfiguration);

internal sealed record ManagedPackages(string? ManagedStorageType);

internal sealed record DescribeKeyResponse(KeyMetadata? KeyMetadata);

internal sealed record KeyMetadata
{
    public string? Arn { get; init; }

    public bool Enabled { get; init; }

    public string? KeyState { get; init; }

    public string? KeyUsage { get; init; }

    public string? KeySpec { get; init; }

    public string? KeyManager { get; init; }
}

internal sealed record KeyPolicyResponse(string? Policy);

internal sealed record QuotaResponse(ServiceQuota? Quota);

internal sealed record ServiceQuota(string? QuotaName, double? Value);

internal sealed record TaggedResourcesRequest
{
    public IReadOnlyList<string> ResourceTypeFilters { get; } = ["bedrock:custom-model"];

    public int ResourcesPerPage { get; } = 100;

    public string? PaginationToken { get; set; }
}

internal sealed record TaggedResourcesResponse(IReadOnlyList<TaggedResource>? ResourceTagMappingList, string? PaginationToken);

/// <summary>A resource with all its tags.</summary>
internal sealed record TaggedResource(string? ResourceARN, IReadOnlyList<ResourceTag>? Tags);

/// <summary>The identity that signs the requests.</summary>
internal sealed record CallerIdentity(string Account, string Arn);

/// <summary>An IAM role. The document of its trust policy is JSON; null if the response has none.</summary>
internal sealed record IamRole(string Arn, string? TrustPolicy);

/// <summary>What a simulation decides for one action on one resource.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">The ARN.</param>
/// <param name="Decision">allowed, explicitDeny or implicitDeny.</param>
/// <param name="MissingContext">Condition keys whose values the simulation did not know.</param>
internal sealed record SimulatedDecision(string Action, string Resource, string Decision, IReadOnlyList<string> MissingContext);

/// <summary>A bucket or a part of it.</summary>
/// <param name="Region">The Region of the bucket; null if the response does not name it.</param>
/// <param name="FirstKey">The first key below the prefix; null if there is none.</param>
internal sealed record BucketContent(string? Region, string? FirstKey);

/// <summary>The serializers of the JSON 1.1 services, generated at compile time. Names are as on the wire.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(TrainingJob))]
[JsonSerializable(typeof(AgentJob))]
[JsonSerializable(typeof(ModelPackage))]
[JsonSerializable(typeof(ModelPackageGroup))]
[JsonSerializable(typeof(DescribeKeyResponse))]
[JsonSerializable(typeof(KeyPolicyResponse))]
[JsonSerializable(typeof(QuotaResponse))]
[JsonSerializable(typeof(TaggedResourcesRequest))]
[JsonSerializable(typeof(TaggedResourcesResponse))]
internal sealed partial class NeighborJson : JsonSerializerContext;
