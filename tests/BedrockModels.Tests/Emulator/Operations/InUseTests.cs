namespace BedrockModels.Tests.Emulator.Operations;

public sealed class InUseTests : IDisposable
{
    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task Model_in_use_by_a_deployment_cannot_be_deleted_until_that_is_deleted()
    {
        var model = await _emulator.ActiveModel("model");
        var user = (await _emulator.CreateDeployment("deployment", model)).Text("customModelDeploymentArn");
        _emulator.Advance(2);

        var refused = await _emulator.Delete("/custom-models/model");

        Assert.Equal((400, "ConflictException"), refused.Error);
        Assert.Contains(user, refused.Message, StringComparison.Ordinal);

        await _emulator.Delete("/model-customization/custom-model-deployments/deployment");

        Assert.Equal(200, (await _emulator.Delete("/custom-models/model")).Status);
    }

    [Fact]
    public async Task Model_in_use_by_a_throughput_cannot_be_deleted_until_that_is_deleted()
    {
        await _emulator.ActiveModel("model");
        var user = (await _emulator.CreateThroughput("throughput", "model")).Text("provisionedModelArn");

        var refused = await _emulator.Delete("/custom-models/model");

        Assert.Equal((400, "ConflictException"), refused.Error);
        Assert.Contains(user, refused.Message, StringComparison.Ordinal);

        _emulator.Advance(2);
        await _emulator.Delete("/provisioned-model-throughput/throughput");

        Assert.Equal(200, (await _emulator.Delete("/custom-models/model")).Status);
    }

    [Theory]
    [InlineData("/model-customization/custom-model-deployments/user", "modelArn")]
    [InlineData("/provisioned-model-throughput/user", "desiredModelId")]
    public async Task Update_in_progress_uses_both_models_and_after_it_only_the_new_one(string path, string member)
    {
        var (one, two) = (await _emulator.ActiveModel("one"), await _emulator.ActiveModel("two"));
        await (member == "modelArn" ? _emulator.CreateDeployment("user", one) : _emulator.CreateThroughput("user", one));
        _emulator.Advance(2);
        await _emulator.Patch(path, $$"""{"{{member}}":"{{two}}"}""");

        Assert.Equal("ConflictException", (await _emulator.Delete("/custom-models/one")).ErrorType);
        Assert.Equal("ConflictException", (await _emulator.Delete("/custom-models/two")).ErrorType);

        _emulator.Advance(2);

        Assert.Equal("ConflictException", (await _emulator.Delete("/custom-models/two")).ErrorType);
        Assert.Equal(200, (await _emulator.Delete("/custom-models/one")).Status);
    }
}
