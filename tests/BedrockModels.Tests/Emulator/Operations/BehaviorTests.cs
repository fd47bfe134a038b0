using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Operations;

/// <summary>Undocumented behavior: each option with a value that is not its default. The other tests use the defaults.</summary>
public sealed class BehaviorTests
{
    [Fact]
    public async Task Replay_with_other_parameters_can_conflict_while_the_same_ones_do_not()
    {
        using var emulator = With(new() { RefuseReplayWithOtherParameters = true });
        var first = await emulator.CreateModel("model", ""","clientRequestToken":"t1" """);

        Assert.Equal((400, "ConflictException"), (await emulator.CreateModel("other", ""","clientRequestToken":"t1" """)).Error);
        Assert.Equal((202, first.Body), Of(await emulator.CreateModel("model", ""","clientRequestToken":"t1" """)));

        var turned = string.Join(',', TestEmulator.ModelBody("model", ""","clientRequestToken":"t1" """)[1..^1].Split(',').Reverse());

        Assert.Equal((202, first.Body), Of(await emulator.Post("/custom-models/create-custom-model", "{" + turned + "}")));
    }

    [Fact]
    public async Task Token_can_have_a_lifetime()
    {
        using var emulator = With(new() { TokenLifetime = TimeSpan.FromMinutes(10) });
        await emulator.CreateModel("model", ""","clientRequestToken":"t1" """);

        emulator.Advance(599);

        Assert.Equal(202, (await emulator.CreateModel("model", ""","clientRequestToken":"t1" """)).Status);

        emulator.Advance(1);

        Assert.Equal("ConflictException", (await emulator.CreateModel("model", ""","clientRequestToken":"t1" """)).ErrorType);
    }

    [Fact]
    public async Task Delete_while_Creating_can_be_refused()
    {
        using var emulator = With(new() { RefuseDeleteWhileCreating = true });
        await emulator.CreateModel("model");

        Assert.Equal((400, "ConflictException"), (await emulator.Delete("/custom-models/model")).Error);

        emulator.Advance(2);

        Assert.Equal(200, (await emulator.Delete("/custom-models/model")).Status);
    }

    [Fact]
    public async Task Base_model_can_be_set()
    {
        using var emulator = With(new() { BaseModelId = "amazon.nova-pro-v1:0" });
        await emulator.CreateModel("model");

        Assert.EndsWith("::foundation-model/amazon.nova-pro-v1:0", (await emulator.Get("/custom-models/model")).Text("baseModelArn"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Default_page_size_can_be_set()
    {
        using var emulator = With(new() { DefaultPageSize = 1 });
        await emulator.CreateModel("one");
        emulator.Advance(1);
        await emulator.CreateModel("two");

        Assert.Equal(["two"],
            (await emulator.Get("/custom-models")).Json["modelSummaries"]!.AsArray().Select(model => (string)model!["modelName"]!));
    }

    [Fact]
    public async Task Model_units_can_run_out_as_they_do_in_a_new_account()
    {
        using var emulator = With(new() { ModelUnitQuota = 1 });
        await emulator.ActiveModel("model");

        Assert.Equal(201, (await emulator.CreateThroughput("one", "model")).Status);
        Assert.Equal((400, "ServiceQuotaExceededException"), (await emulator.CreateThroughput("two", "model")).Error);
    }

    [Theory]
    [InlineData(nameof(EmulatorBehavior.BaseModelId), "nova")]
    [InlineData(nameof(EmulatorBehavior.DefaultPageSize), 0)]
    public void Invalid_option_is_refused_at_the_start(string option, object value)
    {
        var behavior = new EmulatorBehavior();
        typeof(EmulatorBehavior).GetProperty(option)!.SetValue(behavior, value);

        var problem = Assert.Throws<EmulatorException>(() => EmulatorServer.Start(new EmulatorOptions { Behavior = behavior }));

        Assert.Contains(option, problem.Message, StringComparison.Ordinal);
        Assert.Contains($"{value}", problem.Message, StringComparison.Ordinal);
    }

    private static TestEmulator With(EmulatorBehavior behavior) =>
        new(clock => new EmulatorOptions { TimeProvider = clock, Behavior = behavior });

    private static (int, string) Of(Reply reply) => (reply.Status, reply.Body);
}
