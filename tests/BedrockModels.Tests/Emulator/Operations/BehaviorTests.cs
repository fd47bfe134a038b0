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
    [InlineData(null, 0)]
    [InlineData(1, 1)]
    public async Task Units_with_a_commitment_have_a_quota_of_their_own(int? quota, int granted)
    {
        using var emulator = With(new() { ModelUnitQuota = 1, CommittedModelUnitQuota = quota });
        await emulator.ActiveModel("model");
        const string Commitment = ""","commitmentDuration":"OneMonth" """;

        var committed = await emulator.CreateThroughput("committed", "model", Commitment);
        var more = await emulator.CreateThroughput("more", "model", Commitment);
        var uncommitted = await emulator.CreateThroughput("uncommitted", "model");

        Assert.Equal((granted == 1 ? 201 : 400, 400, 201), (committed.Status, more.Status, uncommitted.Status));
        Assert.StartsWith("Your account does not currently have any model units", more.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deployment_can_show_Deleting_before_it_disappears()
    {
        const string Path = "/model-customization/custom-model-deployments/deployment";
        using var emulator = With(new() { DeletingTime = TimeSpan.FromMinutes(1) });
        var model = await emulator.ActiveModel("model");
        await emulator.CreateDeployment("deployment", model);
        emulator.Advance(2);

        await emulator.Delete(Path);
        emulator.Advance(59);

        Assert.Equal("Deleting", (await emulator.Get(Path)).Text("status"));
        Assert.Equal("Custom model deployment is in a mutating state", (await emulator.Delete(Path)).Message);
        Assert.Equal((400, "ConflictException"), (await emulator.Delete("/custom-models/model")).Error);

        emulator.Advance(1);

        Assert.Equal(404, (await emulator.Get(Path)).Status);
        Assert.Equal(200, (await emulator.Delete("/custom-models/model")).Status);
    }

    [Fact]
    public async Task Region_can_be_fixed_for_clients_that_sign_for_another_one()
    {
        using var emulator = With(new() { FixedRegion = "eu-west-1" });

        var arn = (await emulator.CreateModel("model")).Text("modelArn");
        emulator.Region = "us-west-2";

        Assert.StartsWith("arn:aws:bedrock:eu-west-1:", arn, StringComparison.Ordinal);
        Assert.Equal(200, (await emulator.Get("/custom-models/model")).Status);
    }

    [Fact]
    public async Task Region_of_a_bearer_token_is_the_fixed_one_or_else_the_default()
    {
        using var fixedRegion = With(new() { FixedRegion = "eu-west-1" });
        using var other = new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, DefaultRegion = "us-west-2" });

        Assert.StartsWith("arn:aws:bedrock:eu-west-1:", await ArnOf(fixedRegion), StringComparison.Ordinal);
        Assert.StartsWith("arn:aws:bedrock:us-west-2:", await ArnOf(other), StringComparison.Ordinal);

        static async Task<string> ArnOf(TestEmulator emulator)
        {
            var body = System.Text.Encoding.UTF8.GetBytes(TestEmulator.ModelBody("model"));
            return (await emulator.Send(HttpMethod.Post, "/custom-models/create-custom-model", body, ("Authorization", "Bearer any-token")))
                .Text("modelArn");
        }
    }

    [Fact]
    public async Task Error_type_has_the_address_of_recorded_responses_unless_it_is_bare()
    {
        using var recorded = With(new());
        using var bare = With(new() { BareErrorType = true });

        Assert.Equal("ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/", await TypeOf(recorded));
        Assert.Equal("ValidationException", await TypeOf(bare));

        async Task<string> TypeOf(TestEmulator emulator)
        {
            using var connection = await RawConnection.Open(emulator.Server.Port);
            await connection.Send(RawConnection.Request("GET", "/custom-models?maxResults=0"));
            return (await connection.Receive()).Head.Split("x-amzn-ErrorType: ")[1].Split("\r\n")[0];
        }
    }

    [Theory]
    [InlineData(nameof(EmulatorBehavior.BaseModelId), "nova")]
    [InlineData(nameof(EmulatorBehavior.DefaultPageSize), 0)]
    [InlineData(nameof(EmulatorBehavior.DefaultPageSize), 1001)]
    [InlineData(nameof(EmulatorBehavior.DefaultPageSize), int.MaxValue)]
    [InlineData(nameof(EmulatorBehavior.ModelUnitQuota), -1)]
    [InlineData(nameof(EmulatorBehavior.CommittedModelUnitQuota), -2)]
    [InlineData(nameof(EmulatorBehavior.FixedRegion), "nowhere")]
    public void Invalid_option_is_refused_at_the_start(string option, object value)
    {
        var behavior = new EmulatorBehavior();
        typeof(EmulatorBehavior).GetProperty(option)!.SetValue(behavior, value);

        var problem = Assert.Throws<EmulatorException>(() => EmulatorServer.Start(new EmulatorOptions { Behavior = behavior }));

        Assert.Contains(option, problem.Message, StringComparison.Ordinal);
        Assert.Contains($"{value}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Longest_deleting_time_never_ends()
    {
        const string Path = "/model-customization/custom-model-deployments/deployment";
        using var emulator = With(new() { DeletingTime = TimeSpan.MaxValue });
        await emulator.ActiveDeployment("deployment", "model");

        Assert.Equal(200, (await emulator.Delete(Path)).Status);

        emulator.Server.Clock.Advance(TimeSpan.FromDays(100_000));

        Assert.Equal("Deleting", (await emulator.Get(Path)).Text("status"));
    }

    private static TestEmulator With(EmulatorBehavior behavior) =>
        new(clock => new EmulatorOptions { TimeProvider = clock, Behavior = behavior });

    private static (int, string) Of(EmulatorReply reply) => (reply.Status, reply.Body);
}
