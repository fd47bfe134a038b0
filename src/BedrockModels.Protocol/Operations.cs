using static BedrockModels.Protocol.MemberLocation;

namespace BedrockModels.Protocol;

/// <summary>The operations table: what the client calls and the emulator serves.</summary>
internal static class Operations
{
    public static Operation CreateCustomModel { get; } = new("CreateCustomModel", "POST", "/custom-models/create-custom-model", 202,
        new("modelName", Constraints.ModelName, Required: true),
        new("modelSourceConfig", Constraints.ModelDataSource),
        new("customModelDataSource", Constraints.CustomModelDataSource),
        new("modelKmsKeyArn", Constraints.KmsKeyArn),
        new("roleArn", Constraints.RoleArn),
        new("modelTags", Constraints.TagList),
        new("clientRequestToken", Constraints.ClientRequestToken));

    public static Operation GetCustomModel { get; } = new("GetCustomModel", "GET", "/custom-models/{modelIdentifier}", 200,
        new Member("modelIdentifier", Constraints.ModelIdentifier, Required: true, Label));

    public static Operation ListCustomModels { get; } = new("ListCustomModels", "GET", "/custom-models", 200,
        new("creationTimeBefore", Shape.Timestamp, Location: Query),
        new("creationTimeAfter", Shape.Timestamp, Location: Query),
        new("nameContains", Constraints.ModelName, Location: Query),
        new("baseModelArnEquals", Constraints.ModelArn, Location: Query),
        new("foundationModelArnEquals", Constraints.FoundationModelArn, Location: Query),
        new("maxResults", Constraints.MaxResults, Location: Query),
        new("nextToken", Constraints.NextToken, Location: Query),
        new("sortBy", Constraints.SortBy, Location: Query),
        new("sortOrder", Constraints.SortOrder, Location: Query),
        new("isOwned", Shape.Boolean, Location: Query),
        new("modelStatus", Constraints.ModelStatus, Location: Query));

    public static Operation DeleteCustomModel { get; } = new("DeleteCustomModel", "DELETE", "/custom-models/{modelIdentifier}", 200,
        new Member("modelIdentifier", Constraints.ModelIdentifier, Required: true, Label));

    public static Operation TagResource { get; } = new("TagResource", "POST", "/tagResource", 200,
        new("resourceARN", Constraints.TaggableResourceArn, Required: true),
        new("tags", Constraints.TagList, Required: true));

    public static Operation UntagResource { get; } = new("UntagResource", "POST", "/untagResource", 200,
        new("resourceARN", Constraints.TaggableResourceArn, Required: true),
        new("tagKeys", Constraints.TagKeyList, Required: true));

    public static Operation ListTagsForResource { get; } = new("ListTagsForResource", "POST", "/listTagsForResource", 200,
        new Member("resourceARN", Constraints.TaggableResourceArn, Required: true));

    public static Operation CreateProvisionedModelThroughput { get; } = new("CreateProvisionedModelThroughput", "POST", "/provisioned-model-throughput", 201,
        new("clientRequestToken", Constraints.ClientRequestToken),
        new("modelUnits", Constraints.ModelUnits, Required: true),
        new("provisionedModelName", Constraints.Name, Required: true),
        new("modelId", Constraints.ModelIdentifier, Required: true),
        new("commitmentDuration", Constraints.CommitmentDuration),
        new("tags", Constraints.TagList));

    public static Operation GetProvisionedModelThroughput { get; } = new("GetProvisionedModelThroughput", "GET", "/provisioned-model-throughput/{provisionedModelId}", 200,
        new Member("provisionedModelId", Constraints.ProvisionedModelId, Required: true, Label));

    public static Operation ListProvisionedModelThroughputs { get; } = new("ListProvisionedModelThroughputs", "GET", "/provisioned-model-throughputs", 200,
        new("creationTimeAfter", Shape.Timestamp, Location: Query),
        new("creationTimeBefore", Shape.Timestamp, Location: Query),
        new("statusEquals", Constraints.ThroughputStatus, Location: Query),
        new("modelArnEquals", Constraints.ModelArn, Location: Query),
        new("nameContains", Constraints.Name, Location: Query),
        new("maxResults", Constraints.MaxResults, Location: Query),
        new("nextToken", Constraints.NextToken, Location: Query),
        new("sortBy", Constraints.SortBy, Location: Query),
        new("sortOrder", Constraints.SortOrder, Location: Query));

    public static Operation UpdateProvisionedModelThroughput { get; } = new("UpdateProvisionedModelThroughput", "PATCH", "/provisioned-model-throughput/{provisionedModelId}", 200,
        new("provisionedModelId", Constraints.ProvisionedModelId, Required: true, Label),
        new("desiredProvisionedModelName", Constraints.Name),
        new("desiredModelId", Constraints.ModelIdentifier));

    public static Operation DeleteProvisionedModelThroughput { get; } = new("DeleteProvisionedModelThroughput", "DELETE", "/provisioned-model-throughput/{provisionedModelId}", 200,
        new Member("provisionedModelId", Constraints.ProvisionedModelId, Required: true, Label));

    public static Operation CreateCustomModelDeployment { get; } = new("CreateCustomModelDeployment", "POST", "/model-customization/custom-model-deployments", 202,
        new("modelDeploymentName", Constraints.ModelName, Required: true),
        new("modelArn", Constraints.CustomModelArn, Required: true),
        new("description", Constraints.Description),
        new("tags", Constraints.TagList),
        new("clientRequestToken", Constraints.ClientRequestToken));

    public static Operation GetCustomModelDeployment { get; } = new("GetCustomModelDeployment", "GET", "/model-customization/custom-model-deployments/{customModelDeploymentIdentifier}", 200,
        new Member("customModelDeploymentIdentifier", Constraints.CustomModelDeploymentIdentifier, Required: true, Label));

    public static Operation ListCustomModelDeployments { get; } = new("ListCustomModelDeployments", "GET", "/model-customization/custom-model-deployments", 200,
        new("createdBefore", Shape.Timestamp, Location: Query),
        new("createdAfter", Shape.Timestamp, Location: Query),
        new("nameContains", Constraints.ModelName, Location: Query),
        new("maxResults", Constraints.MaxResults, Location: Query),
        new("nextToken", Constraints.NextToken, Location: Query),
        new("sortBy", Constraints.SortBy, Location: Query),
        new("sortOrder", Constraints.SortOrder, Location: Query),
        new("statusEquals", Constraints.ModelStatus, Location: Query),
        new("modelArnEquals", Constraints.CustomModelArn, Location: Query));

    public static Operation UpdateCustomModelDeployment { get; } = new("UpdateCustomModelDeployment", "PATCH", "/model-customization/custom-model-deployments/{customModelDeploymentIdentifier}", 202,
        new("customModelDeploymentIdentifier", Constraints.CustomModelDeploymentIdentifier, Required: true, Label),
        new("modelArn", Constraints.CustomModelArn, Required: true));

    public static Operation DeleteCustomModelDeployment { get; } = new("DeleteCustomModelDeployment", "DELETE", "/model-customization/custom-model-deployments/{customModelDeploymentIdentifier}", 200,
        new Member("customModelDeploymentIdentifier", Constraints.CustomModelDeploymentIdentifier, Required: true, Label));

    public static IReadOnlyList<Operation> All { get; } =
    [
        CreateCustomModel, GetCustomModel, ListCustomModels, DeleteCustomModel,
        TagResource, UntagResource, ListTagsForResource,
        CreateProvisionedModelThroughput, GetProvisionedModelThroughput, ListProvisionedModelThroughputs,
        UpdateProvisionedModelThroughput, DeleteProvisionedModelThroughput,
        CreateCustomModelDeployment, GetCustomModelDeployment, ListCustomModelDeployments,
        UpdateCustomModelDeployment, DeleteCustomModelDeployment,
    ];
}
