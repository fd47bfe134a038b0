using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels.Tests.Client;

/// <summary>The operations by name over the client's two methods, so that a test reads as the call it makes.</summary>
internal static class ClientCalls
{
    public static async Task<string> CreateCustomModelAsync(
        this BedrockClient client, CreateCustomModelRequest request, CancellationToken ct) =>
        (await client.SendAsync(Operations.CreateCustomModel, request, ct)).ModelArn!;

    public static Task<CustomModel> GetCustomModelAsync(this BedrockClient client, string identifier, CancellationToken ct) =>
        client.SendAsync(Operations.GetCustomModel, new ResourceRequest(identifier), ct);

    public static IAsyncEnumerable<IReadOnlyList<CustomModelSummary>> ListCustomModelsAsync(
        this BedrockClient client, ListCustomModelsRequest request, CancellationToken ct) =>
        client.ListAsync(Operations.ListCustomModels, request, ct);

    public static Task DeleteCustomModelAsync(this BedrockClient client, string identifier, CancellationToken ct) =>
        client.SendAsync(Operations.DeleteCustomModel, new ResourceRequest(identifier), ct);

    public static async Task<string> CreateCustomModelDeploymentAsync(
        this BedrockClient client, CreateCustomModelDeploymentRequest request, CancellationToken ct) =>
        (await client.SendAsync(Operations.CreateCustomModelDeployment, request, ct)).CustomModelDeploymentArn!;

    public static Task<CustomModelDeployment> GetCustomModelDeploymentAsync(
        this BedrockClient client, string identifier, CancellationToken ct) =>
        client.SendAsync(Operations.GetCustomModelDeployment, new ResourceRequest(identifier), ct);

    public static IAsyncEnumerable<IReadOnlyList<CustomModelDeploymentSummary>> ListCustomModelDeploymentsAsync(
        this BedrockClient client, ListCustomModelDeploymentsRequest request, CancellationToken ct) =>
        client.ListAsync(Operations.ListCustomModelDeployments, request, ct);

    public static async Task<string> UpdateCustomModelDeploymentAsync(
        this BedrockClient client, UpdateCustomModelDeploymentRequest request, CancellationToken ct) =>
        (await client.SendAsync(Operations.UpdateCustomModelDeployment, request, ct)).CustomModelDeploymentArn!;

    public static Task DeleteCustomModelDeploymentAsync(this BedrockClient client, string identifier, CancellationToken ct) =>
        client.SendAsync(Operations.DeleteCustomModelDeployment, new ResourceRequest(identifier), ct);

    public static async Task<string> CreateProvisionedModelThroughputAsync(
        this BedrockClient client, CreateProvisionedModelThroughputRequest request, CancellationToken ct) =>
        (await client.SendAsync(Operations.CreateProvisionedModelThroughput, request, ct)).ProvisionedModelArn!;

    public static Task<ProvisionedModelThroughput> GetProvisionedModelThroughputAsync(
        this BedrockClient client, string identifier, CancellationToken ct) =>
        client.SendAsync(Operations.GetProvisionedModelThroughput, new ResourceRequest(identifier), ct);

    public static IAsyncEnumerable<IReadOnlyList<ProvisionedModelThroughputSummary>> ListProvisionedModelThroughputsAsync(
        this BedrockClient client, ListProvisionedModelThroughputsRequest request, CancellationToken ct) =>
        client.ListAsync(Operations.ListProvisionedModelThroughputs, request, ct);

    public static Task UpdateProvisionedModelThroughputAsync(
        this BedrockClient client, UpdateProvisionedModelThroughputRequest request, CancellationToken ct) =>
        client.SendAsync(Operations.UpdateProvisionedModelThroughput, request, ct);

    public static Task DeleteProvisionedModelThroughputAsync(this BedrockClient client, string identifier, CancellationToken ct) =>
        client.SendAsync(Operations.DeleteProvisionedModelThroughput, new ResourceRequest(identifier), ct);

    public static Task<ResourceTagList> ListTagsForResourceAsync(this BedrockClient client, string arn, CancellationToken ct) =>
        client.ListTagsAsync(arn, ct);

    public static Task TagResourceAsync(this BedrockClient client, string arn, IReadOnlyList<ResourceTag> tags, CancellationToken ct) =>
        client.SendAsync(Operations.TagResource, new() { ResourceARN = arn, Tags = tags }, ct);

    public static Task UntagResourceAsync(this BedrockClient client, string arn, IReadOnlyList<string> keys, CancellationToken ct) =>
        client.SendAsync(Operations.UntagResource, new() { ResourceARN = arn, TagKeys = keys }, ct);
}
