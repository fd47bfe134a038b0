using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Operations;

/// <summary>Account, Region and partition.</summary>
public sealed class RegionTests
{
    [Fact]
    public async Task Region_of_the_signature_has_its_own_state()
    {
        using var emulator = new TestEmulator();
        var arn = (await emulator.CreateModel("model")).Text("modelArn");

        emulator.Region = "eu-west-1";

        Assert.Equal(404, (await emulator.Get("/custom-models/model")).Status);
        Assert.Equal(404, (await emulator.Get("/custom-models/" + arn)).Status);
        Assert.StartsWith(
            "arn:aws:bedrock:eu-west-1:123456789012:", (await emulator.CreateModel("model")).Text("modelArn"), StringComparison.Ordinal);

        emulator.Region = "us-east-1";

        Assert.Equal(arn, (await emulator.Get("/custom-models/model")).Text("modelArn"));
    }

    [Theory]
    [InlineData("us-east-1", "aws")]
    [InlineData("ap-southeast-2", "aws")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("eusc-de-east-1", "aws-eusc")]
    [InlineData("us-iso-east-1", "aws-iso")]
    public async Task ARN_has_the_partition_of_its_Region_and_the_account(string region, string partition)
    {
        using var emulator =
            new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, AccountId = "999988887777" }) { Region = region };
        var model = await emulator.ActiveModel("model");
        var throughput = (await emulator.CreateThroughput("throughput", "model")).Text("provisionedModelArn");

        Assert.StartsWith($"arn:{partition}:bedrock:{region}:999988887777:custom-model/imported/", model, StringComparison.Ordinal);
        Assert.StartsWith($"arn:{partition}:bedrock:{region}:999988887777:provisioned-model/", throughput, StringComparison.Ordinal);
        Assert.Equal($"arn:{partition}:bedrock:{region}::foundation-model/amazon.nova-lite-v1:0",
            (await emulator.Get("/custom-models/model")).Text("baseModelArn"));
        Assert.Equal("999988887777", (string)(await emulator.Get("/custom-models")).Json["modelSummaries"]![0]!["ownerAccountId"]!);
    }

    [Theory]
    [InlineData("us-east-1", 200)]
    [InlineData("eu-west-1", 403)]
    public async Task Region_that_is_not_configured_is_refused(string region, int status)
    {
        using var emulator = new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, Regions = ["us-east-1", "us-west-2"] });
        emulator.Region = region;

        Assert.Equal(status, (await emulator.Get("/custom-models")).Status);
    }

    [Fact]
    public async Task Quota_counts_the_models_of_one_Region()
    {
        using var emulator = new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, ModelQuota = 2 });
        await emulator.CreateModel("one");
        await emulator.CreateModel("two");

        var refused = await emulator.CreateModel("three");

        Assert.Equal((400, "ServiceQuotaExceededException"), refused.Error);
        Assert.Equal("ConflictException", (await emulator.CreateModel("two")).ErrorType);

        await emulator.Delete("/custom-models/one");

        Assert.Equal(202, (await emulator.CreateModel("three")).Status);

        emulator.Region = "eu-west-1";

        Assert.Equal(202, (await emulator.CreateModel("three")).Status);
    }

    [Fact]
    public async Task Quota_is_100_by_default()
    {
        using var emulator = new TestEmulator();
        for (var i = 0; i < 100; i++)
            Assert.Equal(202, (await emulator.CreateModel("model-" + i)).Status);

        Assert.Equal((400, "ServiceQuotaExceededException"), (await emulator.CreateModel("model-100")).Error);
    }
}
