using System.Text.Json.Nodes;
using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Durability;

public sealed class StateFileTests : IDisposable
{
    private readonly StateFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task Restart_restores_everything()
    {
        string model;
        var (before, tokens) = (new List<string>(), "");
        using (var first = _state.Start())
        {
            model = (await first.CreateModel(
                "model", ""","clientRequestToken":"t1","modelTags":[{"key":"a","value":"b"}],"modelKmsKeyArn":"arn:aws:kms:us-east-1:"""
                    + """123456789012:key/12345678-1234-1234-1234-123456789012" """)).Text("modelArn");
            first.Advance(2);
            var other = await first.ActiveModel("other");
            await first.CreateDeployment("deployment", model, ""","description":"d" """);
            await first.CreateThroughput("throughput", model, ""","commitmentDuration":"OneMonth" """);
            first.Advance(2);
            await first.Patch("/model-customization/custom-model-deployments/deployment", $$"""{"modelArn":"{{other}}"}""");
            await first.Patch("/provisioned-model-throughput/throughput", """{"desiredProvisionedModelName":"renamed"}""");
            first.Region = "eu-west-1";
            await first.CreateModel("elsewhere");
            before = await SeenAsync(first);
        }

        using var second = _state.Start();
        second.Advance(6);

        Assert.Equal(before, await SeenAsync(second));
        Assert.Equal(model, (await second.CreateModel("model", ""","clientRequestToken":"t1","modelTags":[] """)).Text("modelArn"));

        async Task<List<string>> SeenAsync(TestEmulator emulator)
        {
            var seen = new List<string>();
            foreach (var region in (string[])["eu-west-1", "us-east-1"])
            {
                emulator.Region = region;
                foreach (var path in (string[])["/custom-models", "/custom-models/model", "/custom-models/elsewhere",
                    "/provisioned-model-throughput/renamed", "/model-customization/custom-model-deployments/deployment"])
                    seen.Add((await emulator.Get(path)).Body);
            }

            seen.Add((await emulator.Post("/listTagsForResource", $$"""{"resourceARN":"{{model}}"}""")).Body);
            return seen;
        }
    }

    [Fact]
    public async Task Acknowledged_change_is_already_in_the_file()
    {
        using var emulator = _state.Start();

        await emulator.CreateModel("model");

        Assert.Contains("\"name\": \"model\"", await File.ReadAllTextAsync(_state.Path), StringComparison.Ordinal);

        await emulator.Delete("/custom-models/model");

        Assert.DoesNotContain("\"name\": \"model\"", await File.ReadAllTextAsync(_state.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_is_readable_JSON_with_only_its_lock_beside_it()
    {
        using (var emulator = _state.Start())
            await emulator.CreateModel("model", ""","modelTags":[{"key":"Team","value":"a+b@c"}]""");

        var text = await File.ReadAllTextAsync(_state.Path);
        var model = JsonNode.Parse(text)!["regions"]!["us-east-1"]!["models"]![0]!;

        Assert.Equal(("model", "2026-08-01T00:00:00+00:00", TestEmulator.Package),
            ((string)model["name"]!, (string)model["creationTime"]!, (string)model["source"]!));
        Assert.Contains("\n        {\n          \"name\": \"model\",\n          \"arn\": \"arn:", text.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
        Assert.Contains(
            "\n          \"tags\": {\n            \"Team\": \"a+b@c\"\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(["state.json", "state.json.lock"], _state.Files);
    }

    [Fact]
    public async Task Region_that_was_only_read_is_not_in_the_file()
    {
        using var emulator = _state.Start();
        emulator.Region = "eu-west-1";
        await emulator.Get("/custom-models");
        emulator.Region = "us-east-1";
        await emulator.CreateModel("model");

        Assert.DoesNotContain("eu-west-1", await File.ReadAllTextAsync(_state.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_resumes_the_timers()
    {
        using (var first = _state.Start())
        {
            await first.CreateModel("model");
            first.Advance(1);
        }

        using (var second = _state.Start())
        {
            second.Advance(1.5);
            Assert.Equal("Creating", await second.Status("model"));
        }

        using var third = _state.Start();
        third.Advance(2);

        Assert.Equal("Active", await third.Status("model"));
    }

    [Fact]
    public async Task Second_emulator_on_the_same_file_is_refused_until_the_first_has_stopped()
    {
        using (var first = _state.Start())
        {
            Assert.Equal(
                $"The state file '{_state.Path}' is in use by another emulator. Stop that emulator, or use another file.",
                _state.Refusal());
            Assert.Equal(202, (await first.CreateModel("model")).Status);
        }

        using var second = _state.Start();

        Assert.Equal("Creating", await second.Status("model"));
    }

    [Fact]
    public async Task Emulator_that_is_refused_leaves_the_file_to_the_next_one()
    {
        await File.WriteAllTextAsync(_state.Path, "damaged");
        _state.Refusal();
        await File.WriteAllTextAsync(_state.Path, "{}");

        using var emulator = _state.Start();

        Assert.Equal(200, (await emulator.Get("/custom-models")).Status);
    }

    [Fact]
    public async Task Deployment_that_is_being_deleted_disappears_after_a_restart()
    {
        const string Path = "/model-customization/custom-model-deployments/deployment";
        using (var first = Start())
        {
            await first.ActiveDeployment("deployment", "model");
            await first.Delete(Path);
        }

        using var second = Start();
        second.Advance(11);

        Assert.Equal("Deleting", (await second.Get(Path)).Text("status"));

        second.Advance(3);

        Assert.Equal(404, (await second.Get(Path)).Status);

        TestEmulator Start() => new(clock => new()
        {
            TimeProvider = clock,
            StatePath = _state.Path,
            Behavior = new() { DeletingTime = TimeSpan.FromSeconds(10) },
        });
    }

    [Fact]
    public async Task Fixture_that_no_request_changed_is_not_written()
    {
        await File.WriteAllTextAsync(_state.Path, """{"regions":{"us-east-1":{"models":[{"name":"model"}]}}}""");

        using (var emulator = _state.Start())
            await emulator.Get("/custom-models/model");

        Assert.Equal("""{"regions":{"us-east-1":{"models":[{"name":"model"}]}}}""", await File.ReadAllTextAsync(_state.Path));
    }

    [Fact]
    public void Missing_folder_is_named()
    {
        var path = Path.Combine(Path.GetDirectoryName(_state.Path)!, "nowhere", "state.json");

        var problem = Assert.Throws<EmulatorException>(() => EmulatorServer.Start(new EmulatorOptions { StatePath = path }));

        Assert.Contains($"'{path}' cannot be written", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_that_cannot_be_stored_is_refused_and_does_not_take_effect_later()
    {
        using var emulator = _state.Start();
        await emulator.CreateModel("one", ""","clientRequestToken":"t0" """);

        // With a folder in its place, the temporary file cannot be written.
        Directory.CreateDirectory(_state.Path + ".tmp");
        var created = await emulator.CreateModel("two", ""","clientRequestToken":"t1" """);
        var deleted = await emulator.Delete("/custom-models/one");
        var again = await emulator.CreateModel("two", ""","clientRequestToken":"t1" """);
        var read = await emulator.Get("/custom-models/one");
        Directory.Delete(_state.Path + ".tmp");
        var afterwards = await emulator.CreateModel("three");

        Assert.Equal((500, "InternalServerException"), created.Error);
        Assert.Equal((500, "InternalServerException"), deleted.Error);
        Assert.Equal((500, "InternalServerException"), again.Error);
        Assert.Equal((200, 202), (read.Status, afterwards.Status));
        Assert.Equal(200, (await emulator.Get("/custom-models/one")).Status);
        Assert.Equal(404, (await emulator.Get("/custom-models/two")).Status);
        Assert.DoesNotContain("\"two\"", await File.ReadAllTextAsync(_state.Path), StringComparison.Ordinal);
        Assert.Equal(202, (await emulator.CreateModel("two", ""","clientRequestToken":"t1" """)).Status);
    }

    [Fact]
    public async Task Models_after_failing_writes_are_exactly_the_acknowledged_ones()
    {
        using var emulator =
            new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, StatePath = _state.Path, ModelQuota = 1000 });
        var replies = new List<(string Name, EmulatorReply Reply)>();

        for (var round = 0; round < 10; round++)
        {
            var names = Enumerable.Range(0, 20).Select(i => $"model-{round}-{i}").ToList();
            Directory.CreateDirectory(_state.Path + ".tmp");
            var creating = names.Select(name => emulator.CreateModel(name)).ToList();
            await Task.WhenAny(creating);
            Directory.Delete(_state.Path + ".tmp");
            replies.AddRange(names.Zip(await Task.WhenAll(creating)));
        }

        var listed = (await emulator.Get("/custom-models?maxResults=1000")).Json["modelSummaries"]!.AsArray();

        Assert.Contains(replies, reply => reply.Reply.Status == 500);
        Assert.Equal(replies.Where(reply => reply.Reply.Status == 202).Select(reply => reply.Name).Order(StringComparer.Ordinal),
            listed.Select(model => (string)model!["modelName"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Concurrent_writers_share_their_writes()
    {
        using var emulator =
            new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, StatePath = _state.Path, ModelQuota = 1000 });

        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => emulator.CreateModel($"model-{i}")));

        Expect.Each(replies, reply => Assert.Equal(202, reply.Status));
        Assert.Equal(200, JsonNode.Parse(await File.ReadAllTextAsync(_state.Path))!["regions"]!["us-east-1"]!["models"]!.AsArray().Count);
    }
}
