using BedrockModels.Client;
using BedrockModels.Emulator;
using BedrockModels.Protocol;
using BedrockModels.Tests.Emulator;

namespace BedrockModels.Tests.Client;

/// <summary>Each operation of the client against the emulator, from the request to the response.</summary>
public sealed class OperationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TestEmulator _emulator = new(clock => new EmulatorOptions { TimeProvider = clock, ActivationTime = TimeSpan.Zero });

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task Model_is_created_read_listed_and_deleted()
    {
        var client = await ConnectAsync();

        var arn = await ModelAsync(client, "m");

        var model = await client.GetCustomModelAsync("m", None);

        Assert.Equal((arn, "m", "Active", "us-east-1"), (model.ModelArn, model.ModelName, model.ModelStatus, model.Region));
        var listed = Assert.Single(await AllAsync(client.ListCustomModelsAsync(new ListCustomModelsRequest(), None)));
        Assert.Equal((arn, "m", "us-east-1"), (listed.ModelArn, listed.ModelName, listed.Region));
        await client.DeleteCustomModelAsync(arn, None);
        Assert.Empty(await AllAsync(client.ListCustomModelsAsync(new ListCustomModelsRequest(), None)));
    }

    [Fact]
    public async Task Deployment_is_created_read_listed_updated_and_deleted()
    {
        var client = await ConnectAsync();
        var (first, second) = (await ModelAsync(client, "first"), await ModelAsync(client, "second"));

        var arn = await client.CreateCustomModelDeploymentAsync(
            new CreateCustomModelDeploymentRequest { ModelDeploymentName = "d", ModelArn = first, Description = "for tests" }, None);

        var deployment = await client.GetCustomModelDeploymentAsync("d", None);

        Assert.Equal(
            (arn, "d", first, "for tests", "us-east-1"),
            (
                deployment.CustomModelDeploymentArn,
                deployment.ModelDeploymentName,
                deployment.ModelArn,
                deployment.Description,
                deployment.Region));
        var listed = Assert.Single(await AllAsync(client.ListCustomModelDeploymentsAsync(new ListCustomModelDeploymentsRequest(), None)));
        Assert.Equal((arn, "d", "us-east-1"), (listed.CustomModelDeploymentArn, listed.CustomModelDeploymentName, listed.Region));
        Assert.Equal(
            arn,
            await client.UpdateCustomModelDeploymentAsync(new UpdateCustomModelDeploymentRequest { Label = "d", ModelArn = second }, None));
        Assert.Equal(second, (await client.GetCustomModelDeploymentAsync(arn, None)).ModelArn);
        await client.DeleteCustomModelDeploymentAsync("d", None);
        Assert.Empty(await AllAsync(client.ListCustomModelDeploymentsAsync(new ListCustomModelDeploymentsRequest(), None)));
    }

    [Fact]
    public async Task Throughput_is_created_read_listed_updated_and_deleted()
    {
        var client = await ConnectAsync();
        var (first, second) = (await ModelAsync(client, "first"), await ModelAsync(client, "second"));

        var arn = await client.CreateProvisionedModelThroughputAsync(
            new CreateProvisionedModelThroughputRequest { ProvisionedModelName = "p", ModelId = first, ModelUnits = 2 }, None);

        var throughput = await client.GetProvisionedModelThroughputAsync("p", None);

        Assert.Equal(
            (arn, "p", first, 2, "us-east-1"),
            (
                throughput.ProvisionedModelArn,
                throughput.ProvisionedModelName,
                throughput.ModelArn,
                throughput.ModelUnits,
                throughput.Region));
        var listed = Assert.Single(
            await AllAsync(client.ListProvisionedModelThroughputsAsync(new ListProvisionedModelThroughputsRequest(), None)));
        Assert.Equal((arn, "p", "us-east-1"), (listed.ProvisionedModelArn, listed.ProvisionedModelName, listed.Region));
        await client.UpdateProvisionedModelThroughputAsync(
            new UpdateProvisionedModelThroughputRequest { Label = "p", DesiredModelId = second, DesiredProvisionedModelName = "q" }, None);
        var updated = await client.GetProvisionedModelThroughputAsync(arn, None);
        Assert.Equal((second, "q"), (updated.ModelArn, updated.ProvisionedModelName));
        await client.DeleteProvisionedModelThroughputAsync("q", None);
        Assert.Empty(await AllAsync(client.ListProvisionedModelThroughputsAsync(new ListProvisionedModelThroughputsRequest(), None)));
    }

    [Fact]
    public async Task Tags_are_added_listed_and_removed()
    {
        var client = await ConnectAsync();
        var arn = await ModelAsync(client, "m");

        await client.TagResourceAsync(
            arn, [new ResourceTag { Key = "Team", Value = "ML" }, new ResourceTag { Key = "Stage", Value = "Test" }], None);

        Assert.Equal(
            ["Stage=Test", "Team=ML"],
            (await client.ListTagsForResourceAsync(arn, None)).Select(tag => tag.ToString()).Order(StringComparer.Ordinal));
        await client.UntagResourceAsync(arn, ["Team"], None);
        Assert.Equal(["Stage=Test"], (await client.ListTagsForResourceAsync(arn, None)).Select(tag => tag.ToString()));
    }

    [Fact]
    public async Task Token_of_the_caller_is_sent()
    {
        var client = await ConnectAsync();

        var arn = await ModelAsync(client, "m", "token-0");

        Assert.Contains("\"clientRequestToken\":\"token-0\"", _emulator.Server.Requests[^1].Body, StringComparison.Ordinal);

        await client.CreateCustomModelDeploymentAsync(
            new CreateCustomModelDeploymentRequest { ModelDeploymentName = "d", ModelArn = arn, ClientRequestToken = "token-1" }, None);
        Assert.Contains("\"clientRequestToken\":\"token-1\"", _emulator.Server.Requests[^1].Body, StringComparison.Ordinal);
        await client.CreateProvisionedModelThroughputAsync(
            new CreateProvisionedModelThroughputRequest
            {
                ProvisionedModelName = "p",
                ModelId = arn,
                ModelUnits = 1,
                ClientRequestToken = "token-2",
            },
            None);
        Assert.Contains("\"clientRequestToken\":\"token-2\"", _emulator.Server.Requests[^1].Body, StringComparison.Ordinal);
    }

    private static Task<string> ModelAsync(BedrockClient client, string name, string? token = null) => client.CreateCustomModelAsync(
        new CreateCustomModelRequest
        {
            ModelName = name,
            ClientRequestToken = token,
            CustomModelDataSource = new() { ModelPackageArnDataSource = new() { ModelPackageArn = TestEmulator.Package } },
        }, None);

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<IReadOnlyList<T>> pages)
    {
        var all = new List<T>();
        await foreach (var page in pages)
            all.AddRange(page);
        return all;
    }

    private async Task<BedrockClient> ConnectAsync() =>
        (await ClientTesting.ConnectAsync(ClientTesting.To(_emulator.Server.EndpointUrl))).Client;
}
