using static BedrockModels.Protocol.MemberLocation;

namespace BedrockModels.Protocol;

/// <summary>All operations of the API that the client calls and the emulator serves.</summary>
internal static class Operations
{
    public static Operation<CreateCustomModelRequest, CreateCustomModelResponse> CreateCustomModel { get; } = new(
        "CreateCustomModel", "POST", "/custom-models/create-custom-model", 202,
        new("modelName", Constraints.ModelName, Required: true),
        new("modelSourceConfig", Constraints.ModelDataSource),
        new("customModelDataSource", Constraints.CustomModelDataSource),
        new("modelKmsKeyArn", Constraints.KmsKeyArn),
        new("roleArn", Constraints.RoleArn),
        new("modelTags", Constraints.TagList),
        new("clientRequestToken", Constraints.ClientRequestToken));

    public static Operation<ResourceRequest, CustomModel> GetCustomModel { get; } = new(
        "GetCustomModel", "GET", "/custom-models/{modelIdentifier}", 200,
        new Member("modelIdentifier", Constraints.ModelIdentifier, Required: true, Label));

    public static ListOperation<ListCustomModelsRequest, ListCustomModelsResponse, CustomModelSummary> ListCustomModels { get; } = new(
        "ListCustomModels", "/custom-models", Constraints.ModelName,
        new("creationTimeBefore", Constraint.Timestamp, Location: Query),
        new("creationTimeAfter", Constraint.Timestamp, Location: Query),
        new("baseModelArnEquals", Constraints.ModelArn, Location: Query),
        new("foundationModelArnEquals", Constraints.FoundationModelArn, Location: Query),
        new("isOwned", Constraint.Boolean, Location: Query),
        new("modelStatus", Constraints.ModelStatus, Location: Query));

    public static Operation<ResourceRequest, EmptyResponse> DeleteCustomModel { get; } = new(
        "DeleteCustomModel", "DELETE", "/custom-models/{modelIdentifier}", 200,
        new Member("modelIdentifier", Constraints.ModelIdentifier, Required: true, Label));

    public static Operation<TagResourceRequest, EmptyResponse> TagResource { get; } = new(
        "TagResource", "POST", "/tagResource", 200,
        new("resourceARN", Constraints.TaggableResourceArn, Required: true),
        new("tags", Constraints.TagList, Required: true));

    public static Operation<UntagResourceRequest, EmptyResponse> UntagResource { get; } = new(
        "UntagResource", "POST", "/untagResource", 200,
        new("resourceARN", Constraints.TaggableResourceArn, Required: true),
        new("tagKeys", Constraints.TagKeyList, Required: true));

    public static Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> ListTagsForResource { get; } = new(
        "ListTagsForResource", "POST", "/listTagsForResource", 200,
        new Member("resourceARN", Constraints.TaggableResourceArn, Required: true));

    public static Operation<CreateProvisionedModelThroughputRequest, CreateProvisionedModelThroughputResponse>
        CreateProvisionedModelThroughput
    { get; } = new(
        "CreateProvisionedModelThroughput", "POST", "/provisioned-model-throughput", 201,
        new("clientRequestToken", Constraints.ClientRequestToken),
        new("modelUnits", Constraints.ModelUnits, Required: true),
        new("provisionedModelName", Constraints.Name, Required: true),
        new("modelId", Constraints.ModelIdentifier, Required: true),
        new("commitmentDuration", Constraints.CommitmentDuration),
        new("tags", Constraints.TagList));

    public static Operation<ResourceRequest, ProvisionedModelThroughput> GetProvisionedModelThroughput { get; } = new(
        "GetProvisionedModelThroughput", "GET", "/provisioned-model-throughput/{provisionedModelId}", 200,
        new Member("provisionedModelId", Constraints.ProvisionedModelId, Required: true, Label));

    public static ListOperation<
        ListProvisionedModelThroughputsRequest, ListProvisionedModelThroughputsResponse, ProvisionedModelThroughputSummary>
        ListProvisionedModelThroughputs
    { get; } = new(
        "ListProvisionedModelThroughputs", "/provisioned-model-throughputs", Constraints.Name,
        new("creationTimeAfter", Constraint.Timestamp, Location: Query),
        new("creationTimeBefore", Constraint.Timestamp, Location: Query),
        new("statusEquals", Constraints.ThroughputStatus, Location: Query),
        new("modelArnEquals", Constraints.ModelArn, Location: Query));

    public static Operation<UpdateProvisionedModelThroughputRequest, EmptyResponse> UpdateProvisionedModelThroughput { get; } = new(
        "UpdateProvisionedModelThroughput", "PATCH", "/provisioned-model-throughput/{provisionedModelId}", 200,
        new("provisionedModelId", Constraints.ProvisionedModelId, Required: true, Label),
        new("desiredProvisionedModelName", Constraints.Name),
        new("desiredModelId", Constraints.ModelIdentifier));

    public static Operation<ResourceRequest, EmptyResponse> DeleteProvisionedModelThroughput { get; } = new(
        "DeleteProvisionedModelThroughput", "DELETE", "/provisioned-model-throughput/{provisionedModelId}", 200,
        new Member("provisionedModelId", Constraints.ProvisionedModelId, Required: true, Label));

    public static Operation<CreateCustomModelDeploymentRequest, CustomModelDeploymentResponse> CreateCustomModelDeployment { get; } = new(
        "CreateCustomModelDeployment", "POST", "/model-customization/custom-model-deployments", 202,
        new("modelDeploymentName", Constraints.ModelName, Required: true),
        new("modelArn", Constraints.CustomModelArn, Required: true),
        new("description", Constraints.Description),
        new("tags", Constraints.TagList),
        new("clientRequestToken", Constraints.ClientRequestToken));

    public static Operation<ResourceRequest, CustomModelDeployment> GetCustomModelDeployment { get; } = new(
        "GetCustomModelDeployment", "GET", "/model-customization/custom-model-deployments/{customModelDeploymentIdentifier}", 200,
        new Member("customModelDeploymentIdentifier", Constraints.CustomModelDeploymentIdentifier, Required: true, Label));

    public static ListOperation<ListCustomModelDeploymentsRequest, ListCustomModelDeploymentsResponse, CustomModelDeploymentSummary>
        ListCustomModelDeployments
    { get; } = new(
        "ListCustomModelDeployments", "/model-customization/custom-model-deployments", Constraints.ModelName,
        new("createdBefore", Constraint.Timestamp, Location: Query),
        new("createdAfter", Constraint.Timestamp, Location: Query),
        new("statusEquals", Constraints.ModelStatus, Location: Query),
        new("modelArnEquals", Constraints.CustomModelArn, Location: Query));

    public static Operation<UpdateCustomModelDeploymentRequest, CustomModelDeploymentResponse> UpdateCustomModelDeployment { get; } = new(
        "UpdateCustomModelDeployment", "PATCH", "/model-customization/custom-model-deployments/{customModelDeploymentIdentifier}", 202,
        new("customModelDeploymentIdentifier", Constraints.CustomModelDeploymentIdentifier, Required: true, Label),
        new("modelArn", Constraints.CustomModelArn, Required: true));

    public static Operation<ResourceRequest, EmptyResponse> DeleteCustomModelDeployment { get; } = new(
        "DeleteCustomModelDeployment", "DELETE", "/model-customization/custom-model-deployments/{customModelDeploymentIdentifier}", 200,
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
