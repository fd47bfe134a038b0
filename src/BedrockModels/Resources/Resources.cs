namespace BedrockModels;

/// <summary>The kinds of resources, one row each.</summary>
internal static class Resources
{
    public static Resource<CustomModel, CustomModelSummary> CustomModels { get; } = new()
    {
        Noun = "custom model",
        ArnMembers = ["ModelArn"],
        NameMembers = ["ModelName", "ModelIdentifier"],
        Get = Operations.GetCustomModel,
        Delete = Operations.DeleteCustomModel,
        ListAsync = (client, ct) => client.ListAsync(Operations.ListCustomModels, new() { MaxResults = Constraints.LargestPage }, ct),
        AlsoLookedForBy = [Operations.CreateCustomModelDeployment, Operations.CreateProvisionedModelThroughput],
        Ready = ResourceStatus.Active,
        Pending = [ResourceStatus.Creating],
    };

    public static Resource<CustomModelDeployment, CustomModelDeploymentSummary> Deployments { get; } = new()
    {
        Noun = "custom model deployment",
        ArnMembers = ["CustomModelDeploymentArn"],
        NameMembers = ["ModelDeploymentName", "CustomModelDeploymentName", "CustomModelDeploymentIdentifier"],
        Get = Operations.GetCustomModelDeployment,
        Delete = Operations.DeleteCustomModelDeployment,
        ListAsync = (client, ct) =>
            client.ListAsync(Operations.ListCustomModelDeployments, new() { MaxResults = Constraints.LargestPage }, ct),
        UpdateStatus = deployment => deployment.UpdateDetails?.UpdateStatus,
        Ready = ResourceStatus.Active,
        Pending = [ResourceStatus.Creating],
    };

    public static Resource<ProvisionedModelThroughput, ProvisionedModelThroughputSummary> Throughputs { get; } = new()
    {
        Noun = "Provisioned Throughput",
        ArnMembers = ["ProvisionedModelArn"],
        NameMembers = ["ProvisionedModelName", "ProvisionedModelId"],
        Get = Operations.GetProvisionedModelThroughput,
        Delete = Operations.DeleteProvisionedModelThroughput,
        ListAsync = (client, ct) =>
            client.ListAsync(Operations.ListProvisionedModelThroughputs, new() { MaxResults = Constraints.LargestPage }, ct),
        Ready = ResourceStatus.InService,
        Pending = [ResourceStatus.Creating, ResourceStatus.Updating],
    };

    public static IReadOnlyList<Resource> All { get; } = [CustomModels, Deployments, Throughputs];

    /// <summary>The kind whose Get returns this type.</summary>
    public static Resource WithItem(Type item) => All.Single(resource => resource.ItemType == item);
}
