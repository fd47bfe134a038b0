namespace BedrockModels.Tests.Emulator.Durability;

/// <summary>A state file written by hand.</summary>
public sealed class SeedTests : IDisposable
{
    private readonly StateFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task Model_with_only_a_name_is_Active_and_has_the_same_ARN_in_every_run()
    {
        await SeedAsync("""{ "regions": { "us-east-1": { "models": [ { "name": "my-model" } ] } } }""");
        string arn;
        using (var first = _state.Start())
        {
            var model = await first.Get("/custom-models/my-model");
            arn = model.Text("modelArn");
            Assert.Equal(("Active", "IMPORTED"), (model.Text("modelStatus"), model.Text("customizationType")));
            Assert.Equal("arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0", model.Text("baseModelArn"));
            Assert.Matches(@"\Aarn:aws:bedrock:us-east-1:123456789012:custom-model/imported/[a-z0-9]{12}\z", arn);
        }

        using var second = _state.Start();

        Assert.Equal(arn, (await second.Get("/custom-models/my-model")).Text("modelArn"));
    }

    [Fact]
    public async Task Fixture_can_have_every_kind_of_resource_in_every_state()
    {
        await SeedAsync("""
            {
              "regions": {
                "us-east-1": {
                  "models": [
                    {
                      "name": "ready", "arn": "arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl",
                      "tags": { "Team": "search" }
                    },
                    { "name": "broken", "failureMessage": "No artifacts." },
                    { "name": "coming", "readyTime": "2026-08-01T00:00:10Z" }
                  ],
                  "deployments": [ { "name": "serving", "modelArn": "ready" } ],
                  "throughputs": [ { "name": "bought", "modelArn": "ready", "modelUnits": 2 } ],
                  "requestTokens": [ {
                    "operation": "CreateCustomModel", "token": "t1",
                    "arn": "arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl"
                  } ]
                },
                "eu-west-1": { "models": [ { "name": "ready" } ] }
              }
            }
            """);
        using var emulator = _state.Start();
        const string Arn = "arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl";

        Assert.Equal(Arn, (await emulator.Get("/custom-models/ready")).Text("modelArn"));
        Assert.Equal("""{"tags":[{"key":"Team","value":"search"}]}""",
            (await emulator.Post("/listTagsForResource", $$"""{"resourceARN":"{{Arn}}"}""")).Body);
        Assert.Equal("No artifacts.", (await emulator.Get("/custom-models/broken")).Text("failureMessage"));
        Assert.Equal("Creating", await emulator.Status("coming"));

        emulator.Advance(10);

        Assert.Equal("Active", await emulator.Status("coming"));
        Assert.Equal(("Active", Arn), Of(await emulator.Get("/model-customization/custom-model-deployments/serving")));
        Assert.Equal(("InService", Arn), Of(await emulator.Get("/provisioned-model-throughput/bought")));
        Assert.Equal("ConflictException", (await emulator.Delete("/custom-models/ready")).ErrorType);
        Assert.Equal(Arn, (await emulator.CreateModel("new", ""","clientRequestToken":"t1" """)).Text("modelArn"));

        emulator.Region = "eu-west-1";

        Assert.StartsWith("arn:aws:bedrock:eu-west-1:123456789012:", (await emulator.Get("/custom-models/ready")).Text("modelArn"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_of_other_kinds_and_shared_models_are_listed_and_the_shared_ones_cannot_be_deleted()
    {
        await SeedAsync("""
            { "regions": { "us-east-1": { "models": [
              { "name": "own" },
              { "name": "tuned", "arn": "arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-pro-v1:0:300k/abcdefghijkl" },
              { "name": "distilled", "customizationType": "DISTILLATION" },
              { "name": "theirs", "ownerAccountId": "111122223333", "customizationType": "FINE_TUNING" }
            ] } } }
            """);
        using var emulator = _state.Start();

        var shared = await emulator.Delete("/custom-models/theirs");

        Assert.Equal(["own IMPORTED 123456789012", "tuned FINE_TUNING 123456789012", "distilled DISTILLATION 123456789012"],
            await ListAsync("?isOwned=true"));
        Assert.Equal(["theirs FINE_TUNING 111122223333"], await ListAsync("?isOwned=false"));
        Assert.Equal(4, (await ListAsync("")).Count);
        Assert.EndsWith("foundation-model/amazon.nova-pro-v1:0:300k", (await emulator.Get("/custom-models/tuned")).Text("baseModelArn"),
            StringComparison.Ordinal);
        Assert.Matches(":123456789012:custom-model/amazon.nova-lite-v1:0/[a-z0-9]{12}$",
            (await emulator.Get("/custom-models/distilled")).Text("modelArn"));
        Assert.Contains(":111122223333:", (await emulator.Get("/custom-models/theirs")).Text("modelArn"), StringComparison.Ordinal);
        Assert.Equal((403, "AccessDeniedException"), shared.Error);

        async Task<List<string>> ListAsync(string query) =>
            [.. (await emulator.Get("/custom-models" + query)).Json["modelSummaries"]!.AsArray()
                .Select(model => $"{model!["modelName"]} {model["customizationType"]} {model["ownerAccountId"]}")
                .OrderBy(line => "own tuned distilled theirs".IndexOf(line.Split(' ')[0], StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Shared_models_count_for_neither_the_quota_nor_the_names_of_this_account()
    {
        await SeedAsync("""
            { "regions": { "us-east-1": { "models": [
              { "name": "theirs", "ownerAccountId": "111122223333" }, { "name": "theirs", "ownerAccountId": "444455556666" },
              { "name": "own", "ownerAccountId": "123456789012" }, { "name": "both", "ownerAccountId": "111122223333" }, { "name": "both" }
            ] } } }
            """);
        using var emulator = new TestEmulator(clock => new() { TimeProvider = clock, StatePath = _state.Path, ModelQuota = 3 });
        var shared = (await emulator.Get("/custom-models/theirs")).Text("modelArn");

        var created = (await emulator.CreateModel("theirs")).Text("modelArn");

        Assert.Equal((created, 200), ((await emulator.Get("/custom-models/theirs")).Text("modelArn"),
            (await emulator.Get("/custom-models/" + Uri.EscapeDataString(shared))).Status));
        Assert.Contains(":123456789012:", (await emulator.Get("/custom-models/both")).Text("modelArn"), StringComparison.Ordinal);
        Assert.Equal("ConflictException", (await emulator.CreateModel("own")).ErrorType);
        Assert.Equal("ServiceQuotaExceededException", (await emulator.CreateModel("fourth")).ErrorType);
        Assert.Equal(3, (await emulator.Get("/custom-models?isOwned=true")).Json["modelSummaries"]!.AsArray().Count);
        Assert.Equal((200, 200, shared), ((await emulator.Delete("/custom-models/own")).Status,
            (await emulator.Delete("/custom-models/theirs")).Status, (await emulator.Get("/custom-models/theirs")).Text("modelArn")));
    }

    [Fact]
    public async Task File_with_a_byte_order_mark_is_read()
    {
        await File.WriteAllTextAsync(
            _state.Path, """{ "regions": { "us-east-1": { "models": [ { "name": "model" } ] } } }""", System.Text.Encoding.UTF8);
        using var emulator = _state.Start();

        Assert.Equal("Active", await emulator.Status("model"));
    }

    [Fact]
    public async Task Update_of_a_deployment_can_have_names_of_models()
    {
        await SeedAsync("""
            { "regions": { "us-east-1": {
              "models": [ { "name": "old" }, { "name": "new" } ],
              "deployments": [ { "name": "serving", "modelArn": "old", "update": { "fromModelArn": "old", "toModelArn": "new" } } ] } } }
            """);
        using var emulator = _state.Start();

        var deployment = await emulator.Get("/model-customization/custom-model-deployments/serving");

        Assert.Equal((await emulator.Get("/custom-models/new")).Text("modelArn"), deployment.Text("modelArn"));
    }

    [Fact]
    public async Task Update_of_a_throughput_can_have_names_of_models_and_a_model_can_have_50_tags()
    {
        var tags = string.Join(", ", Enumerable.Range(0, 50).Select(number => $"\"k{number}\": \"v\""));
        await SeedAsync($$"""
            { "regions": { "us-east-1": {
              "models": [ { "name": "old", "tags": { {{tags}} } }, { "name": "new" } ],
              "throughputs": [ {
                "name": "bought", "modelArn": "old", "modelUnits": 1,
                "update": { "fromModelArn": "old", "toModelArn": "new" }
              } ] } } }
            """);
        using var emulator = _state.Start();

        var throughput = await emulator.Get("/provisioned-model-throughput/bought");

        Assert.Equal((await emulator.Get("/custom-models/new")).Text("modelArn"), throughput.Text("modelArn"));

        var arn = (await emulator.Get("/custom-models/old")).Text("modelArn");

        Assert.Equal(50, (await emulator.Post("/listTagsForResource", $$"""{"resourceARN":"{{arn}}"}""")).Json["tags"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"regions":null}""")]
    [InlineData("""{"regions":{"us-east-1":{"models":null,"deployments":[]}}}""")]
    public async Task Missing_members_are_empty(string seed)
    {
        await SeedAsync(seed);
        using var emulator = _state.Start();

        Assert.Equal("""{"modelSummaries":[]}""", (await emulator.Get("/custom-models")).Body);
    }

    private Task SeedAsync(string text) => File.WriteAllTextAsync(_state.Path, text);

    private static (string Status, string ModelArn) Of(EmulatorReply reply) => (reply.Text("status"), reply.Text("modelArn"));
}
