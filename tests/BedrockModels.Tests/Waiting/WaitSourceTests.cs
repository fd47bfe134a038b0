using BedrockModels.Client;
using BedrockModels.Emulator;
using BedrockModels.Protocol;
using BedrockModels.Tests.Client;
using BedrockModels.Waiting;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Waiting;

/// <summary>What the three kinds of resources make of their statuses, against the emulator, whose clock only the test moves.</summary>
public sealed class WaitSourceTests : IDisposable
{
    private const string Package = "arn:aws:sagemaker:us-east-1:123456789012:model-package/my-model-package/1";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly EmulatorServer _emulator;

    public WaitSourceTests() => _emulator = EmulatorServer.Start(new EmulatorOptions
    {
        TimeProvider = _clock,
        ActivationTime = TimeSpan.FromSeconds(10),
        Faults = [new FaultRule { Name = "bad*", Fail = "The artifacts could not be read." }],
    });

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task Model_is_Creating_then_Active_or_Failed()
    {
        var client = await ClientAsync("us-east-1");
        await CreateModelAsync(client, "good");
        await CreateModelAsync(client, "bad");
        var source = new ResourceWait<CustomModel, CustomModelSummary>(Resources.CustomModels, ClientAsync);

        Assert.Equal(new WaitSighting("Creating", WaitState.Pending, null, true), (await source.GetAsync(Item("good"), default)).Sighting);

        _clock.Advance(TimeSpan.FromSeconds(11));
        var (sighting, model) = await source.GetAsync(Item("good"), default);

        Assert.Equal(new WaitSighting("Active", WaitState.Ready, null, true), sighting);
        Assert.Equal(("good", "us-east-1"), (model.ModelName, model.Region));
        Assert.Equal(new WaitSighting("Failed", WaitState.Failed, "The artifacts could not be read.", true),
            (await source.GetAsync(Item("bad"), default)).Sighting);

        var listed = Assert.Single(await ListAsync(source));

        Assert.Equal([("good", "Active"), ("bad", "Failed")],
            listed.OrderByDescending(one => one.Name).Select(one => (one.Name, one.Sighting.Status)));
        Assert.Contains(model.ModelArn, listed.Select(one => one.Arn));
    }

    [Fact]
    public async Task List_is_read_in_the_largest_pages()
    {
        var client = await ClientAsync("us-east-1");
        await CreateModelAsync(client, "a");
        await ListAsync(new ResourceWait<CustomModel, CustomModelSummary>(Resources.CustomModels, ClientAsync));
        await ListAsync(new ResourceWait<CustomModelDeployment, CustomModelDeploymentSummary>(Resources.Deployments, ClientAsync));

        await ListAsync(
            new ResourceWait<ProvisionedModelThroughput, ProvisionedModelThroughputSummary>(Resources.Throughputs, ClientAsync));

        Assert.Equal(3, _emulator.Requests.Count(request => request.Target.EndsWith("?maxResults=1000", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Deployment_is_Creating_then_Active_or_Failed()
    {
        var client = await ClientAsync("us-east-1");

        var model = await ActiveModelAsync(client, "m");
        await DeployAsync(client, "good", model);
        await DeployAsync(client, "bad", model);
        var source = new ResourceWait<CustomModelDeployment, CustomModelDeploymentSummary>(Resources.Deployments, ClientAsync);

        Assert.Equal("Creating", (await source.GetAsync(Item("good"), default)).Sighting.Status);

        _clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(new WaitSighting("Active", WaitState.Ready, null, true), (await source.GetAsync(Item("good"), default)).Sighting);
        Assert.Equal(new WaitSighting("Failed", WaitState.Failed, "The artifacts could not be read.", true),
            (await source.GetAsync(Item("bad"), default)).Sighting);
        Assert.Equal([("good", WaitState.Ready), ("bad", WaitState.Failed)],
            Assert.Single(await ListAsync(source)).OrderByDescending(one => one.Name).Select(one => (one.Name, one.Sighting.State)));
    }

    [Theory]
    [InlineData("good", true, "Ready")]
    [InlineData("bad", true, "Failed")]
    [InlineData("bad", false, "Ready")]
    public async Task Deployment_with_an_update_is_pending_and_a_failed_update_ends_only_its_own_wait(
        string fate, bool forUpdate, string end)
    {
        var client = await ClientAsync("us-east-1");
        var (one, other) = (await ActiveModelAsync(client, "one"), await ActiveModelAsync(client, "other"));
        await DeployAsync(client, "d", one);
        _clock.Advance(TimeSpan.FromSeconds(11));
        if (fate == "bad")
            _emulator.AddFault(new FaultRule { Operation = "UpdateCustomModelDeployment", Fail = "The model does not fit." });
        await client.UpdateCustomModelDeploymentAsync(new UpdateCustomModelDeploymentRequest { Label = "d", ModelArn = other }, default);
        var source = new ResourceWait<CustomModelDeployment, CustomModelDeploymentSummary>(Resources.Deployments, ClientAsync, forUpdate);

        Assert.Equal(new WaitSighting("Updating", WaitState.Pending, null, true), (await source.GetAsync(Item("d"), default)).Sighting);

        _clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(end, (await source.GetAsync(Item("d"), default)).Sighting.State.ToString());
    }

    [Fact]
    public async Task Throughput_is_Creating_or_Updating_then_InService_or_Failed()
    {
        var client = await ClientAsync("us-east-1");
        var (one, other) = (await ActiveModelAsync(client, "one"), await ActiveModelAsync(client, "other"));
        await BuyAsync(client, "good", one);
        await BuyAsync(client, "bad", one);
        var source = new ResourceWait<ProvisionedModelThroughput, ProvisionedModelThroughputSummary>(Resources.Throughputs, ClientAsync);

        Assert.Equal(new WaitSighting("Creating", WaitState.Pending, null, true), (await source.GetAsync(Item("good"), default)).Sighting);

        _clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(new WaitSighting("InService", WaitState.Ready, null, true), (await source.GetAsync(Item("good"), default)).Sighting);
        Assert.Equal(new WaitSighting("Failed", WaitState.Failed, "The artifacts could not be read.", true),
            (await source.GetAsync(Item("bad"), default)).Sighting);

        await client.UpdateProvisionedModelThroughputAsync(new UpdateProvisionedModelThroughputRequest
        {
            Label = "good",
            DesiredModelId = other
        }, default);

        Assert.Equal(new WaitSighting("Updating", WaitState.Pending, null, true), (await source.GetAsync(Item("good"), default)).Sighting);
        Assert.Equal([("good", "Updating"), ("bad", "Failed")],
            Assert.Single(await ListAsync(source)).OrderByDescending(one => one.Name).Select(one => (one.Name, one.Sighting.Status)));
    }

    [Fact]
    public async Task Client_of_the_Region_is_used()
    {
        await CreateModelAsync(await ClientAsync("eu-west-1"), "m");
        var source = new ResourceWait<CustomModel, CustomModelSummary>(Resources.CustomModels, ClientAsync);

        Assert.Equal("eu-west-1", (await source.GetAsync(new WaitItem("m", "eu-west-1", null), default)).Value.Region);

        var missing = await Assert.ThrowsAsync<BedrockException>(() => source.GetAsync(Item("m"), default));

        Assert.Equal(ErrorCode.ResourceNotFound, missing.ErrorCode);
    }

    [Theory]
    [InlineData(null, "Pending", false)]
    [InlineData("", "Pending", false)]
    [InlineData("Paused", "Pending", false)]
    [InlineData("creating", "Pending", true)]
    [InlineData("ACTIVE", "Ready", true)]
    [InlineData("failed", "Failed", true)]
    public void Status_is_read_in_any_case_and_an_unknown_one_is_pending(string? status, string state, bool known)
    {
        var sighting = WaitSighting.From(status, "Active", ["Creating"]);

        Assert.Equal((status ?? "", state, known), (sighting.Status, sighting.State.ToString(), sighting.Known));
    }

    private static WaitItem Item(string name) => new(name, "us-east-1", null);

    private static async Task<List<IReadOnlyList<(string Name, string Arn, WaitSighting Sighting)>>> ListAsync<T>(IWaitSource<T> source)
    {
        var pages = new List<IReadOnlyList<(string Name, string Arn, WaitSighting Sighting)>>();
        await foreach (var page in source.ListAsync("us-east-1", CancellationToken.None))
            pages.Add(page);
        return pages;
    }

    private static Task<string> CreateModelAsync(BedrockClient client, string name) => client.CreateCustomModelAsync(
        new CreateCustomModelRequest
        {
            ModelName = name,
            CustomModelDataSource = new() { ModelPackageArnDataSource = new() { ModelPackageArn = Package } }
        }, default);

    private static Task<string> DeployAsync(BedrockClient client, string name, string model) =>
        client.CreateCustomModelDeploymentAsync(new CreateCustomModelDeploymentRequest { ModelDeploymentName = name, ModelArn = model },
            default);

    private static Task<string> BuyAsync(BedrockClient client, string name, string model) =>
        client.CreateProvisionedModelThroughputAsync(new CreateProvisionedModelThroughputRequest
        {
            ProvisionedModelName = name,
            ModelId = model,
            ModelUnits = 1
        }, default);

    private async Task<string> ActiveModelAsync(BedrockClient client, string name)
    {
        var arn = await CreateModelAsync(client, name);
        _clock.Advance(TimeSpan.FromSeconds(11));
        return arn;
    }

    private Task<BedrockClient> ClientAsync(string region, CancellationToken ct = default) => BedrockClient.ConnectAsync(
        new ConnectionSettings
        {
            Region = region,
            Credential = ClientTesting.Keys,
            EndpointUrl = _emulator.EndpointUrl,
            Environment = ClientTesting.Nowhere()
        }, _ => { }, _ => { }, ct);
}
