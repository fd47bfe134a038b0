using System.Text.Json.Nodes;
using BedrockModels.Emulator;
using BedrockModels.Tests.Emulator.Durability;
using FsCheck;
using FsCheck.Fluent;

namespace BedrockModels.Tests.Emulator.Properties;

public sealed class StoreProperties
{
    private const string Deployments = "/model-customization/custom-model-deployments";
    private const string Throughputs = "/provisioned-model-throughput";

    // Deleted models are still requested by their former ARN.
    private static readonly string NoModel = "arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/000000000000";

    [Fact]
    public void Store_after_any_sequence_of_operations_equals_a_simple_model()
    {
        var step =
            from kind in Gen.Elements(Enum.GetValues<StepKind>())
            from name in Gen.Elements("a", "b", "c", "d")
            from other in Gen.Elements("a", "b", "c", "d")
            from number in kind is StepKind.Tag or StepKind.Untag ? Gen.Elements(1, 3, 49, 51) : Gen.Choose(0, 3)
            select new Step(kind, name, other, number);
        Prop.ForAll(step.ArrayOf().ToArbitrary(), HoldsAsync)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithStartSize(10).WithEndSize(80));
    }

    private static async Task HoldsAsync(Step[] steps)
    {
        using var emulator = new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, ModelQuota = SimpleModel.Quota });
        var (model, arns) = (new SimpleModel(), new Dictionary<string, string>());
        for (var i = 0; i < steps.Length; i++)
        {
            var foretold = model.Do(steps[i]);
            var seen = await DoAsync(emulator, steps[i], arns);
            Assert.True(foretold == seen, $"Step {i} gave {seen} instead of {foretold}: {string.Join(' ', steps.Take(i + 1))}");
        }

        var story = string.Join(' ', (IEnumerable<Step>)steps);
        var models = await ListAsync(emulator, "/custom-models", "modelSummaries");

        Assert.True(models.Count == model.Models.Count, story);

        foreach (var (name, thing) in model.Models)
        {
            var summary = models.Single(m => (string)m["modelName"]! == name);
            Assert.True((string)summary["modelStatus"]! == (model.Now < thing.Ready ? "Creating" : "Active"), story);
            var tags = (await emulator.Post("/listTagsForResource", $$"""{"resourceARN":"{{summary["modelArn"]}}"}""")).Json[
                "tags"]!.AsArray();
            Assert.True(thing.Tags.SetEquals(tags.Select(tag => (string)tag!["key"]!)), story);
        }

        AssertUsers(await ListAsync(emulator, Deployments, "modelDeploymentSummaries"), model.Deployments, "customModelDeploymentName",
            thing => model.Now < thing.Ready ? "Creating" : "Active");
        AssertUsers(await ListAsync(emulator, "/provisioned-model-throughputs", "provisionedModelSummaries"), model.Throughputs,
            "provisionedModelName",
            thing => model.Now < thing.Ready ? "Creating" : thing.IsUpdating(model.Now) ? "Updating" : "InService");

        void AssertUsers(
            List<JsonNode> seen, Dictionary<string, SimpleModel.Thing> foretold, string nameMember, Func<SimpleModel.Thing, string> status)
        {
            Assert.True(seen.Count == foretold.Count, story);
            foreach (var (name, thing) in foretold)
            {
                var summary = seen.Single(user => (string)user[nameMember]! == name);
                Assert.True((string)summary["status"]! == status(thing), story);
                Assert.True((string)summary["modelArn"]! == arns[thing.ModelAt(model.Now)!], story);
            }
        }
    }

    [Fact]
    public void Restart_after_any_sequence_of_operations_changes_no_list()
    {
        var step =
            from kind in Gen.Elements(Enum.GetValues<StepKind>())
            from name in Gen.Elements("a", "b")
            from other in Gen.Elements("a", "b")
            from number in Gen.Choose(0, 3)
            select new Step(kind, name, other, number);
        Prop.ForAll(step.ArrayOf().ToArbitrary(), RestartsAsync)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(50).WithStartSize(10).WithEndSize(60));
    }

    private static async Task RestartsAsync(Step[] steps)
    {
        using var state = new StateFolder();
        var arns = new Dictionary<string, string>();
        List<string> before, after;
        using (var emulator = state.Start())
        {
            foreach (var step in steps)
                await DoAsync(emulator, step, arns);
            before = await ListsAsync(emulator);
        }

        using (var emulator = state.Start())
            after = await ListsAsync(emulator);

        Assert.Equal(before, after);

        async Task<List<string>> ListsAsync(TestEmulator emulator) =>
        [
            (await emulator.Get("/custom-models")).Body, (await emulator.Get(Deployments)).Body,
            (await emulator.Get(Throughputs + "s")).Body,
        ];
    }

    private static async Task<(int, string)> DoAsync(TestEmulator emulator, Step step, Dictionary<string, string> arns)
    {
        if (step.Kind == StepKind.Wait)
        {
            emulator.Advance(step.Number);
            return (200, "");
        }

        var (own, other) = (arns.GetValueOrDefault(step.Name, NoModel), arns.GetValueOrDefault(step.Other, NoModel));
        var keys = Enumerable.Range(0, step.Number).Select(i => $"k{i}").ToList();
        var reply = await (step.Kind switch
        {
            StepKind.CreateModel =>
                emulator.CreateModel(step.Name, step.Number == 0 ? "" : $",\"clientRequestToken\":\"token-{step.Number}\""),
            StepKind.DeleteModel => emulator.Delete("/custom-models/" + step.Name),
            StepKind.Tag => emulator.Post("/tagResource",
                $$"""{"resourceARN":"{{own}}","tags":[{{string.Join(',', keys.Select(key => $$"""{"key":"{{key}}","value":""}"""))}}]}"""),
            StepKind.Untag => emulator.Post(
                "/untagResource", $$"""{"resourceARN":"{{own}}","tagKeys":[{{string.Join(',', keys.Select(key => $"\"{key}\""))}}]}"""),
            StepKind.CreateDeployment => emulator.CreateDeployment(step.Name, other),
            StepKind.UpdateDeployment => emulator.Patch($"{Deployments}/{step.Name}", $$"""{"modelArn":"{{other}}"}"""),
            StepKind.DeleteDeployment => emulator.Delete($"{Deployments}/{step.Name}"),
            StepKind.CreateThroughput => emulator.CreateThroughput(step.Name, step.Other),
            StepKind.UpdateThroughput => emulator.Patch($"{Throughputs}/{step.Name}", $$"""{"desiredModelId":"{{step.Other}}"}"""),
            _ => emulator.Delete($"{Throughputs}/{step.Name}"),
        });
        if (step.Kind == StepKind.CreateModel && reply.Status == 202 && await IsOfAsync(emulator, step.Name, reply.Text("modelArn")))
            arns[step.Name] = reply.Text("modelArn");
        return reply.Error;
    }

    // A replay returns the ARN of an earlier model, which can have another name or be deleted.
    private static async Task<bool> IsOfAsync(TestEmulator emulator, string name, string arn) =>
        await emulator.Get("/custom-models/" + name) is { Status: 200 } found && found.Text("modelArn") == arn;

    private static async Task<List<JsonNode>> ListAsync(TestEmulator emulator, string path, string member) =>
        [.. (await emulator.Get(path)).Json[member]!.AsArray().Select(item => item!)];
}
