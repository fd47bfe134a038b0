using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Operations;

public sealed class DeploymentOperationsTests : IDisposable
{
    private const string Path = "/model-customization/custom-model-deployments";

    private readonly TestEmulator _emulator = new(clock => new EmulatorOptions
    {
        TimeProvider = clock,
        Faults = [new FaultRule { Name = "bad-*", Operation = "*Deployment", Fail = "No capacity." }],
    });

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task Deployment_is_Creating_then_Active_and_found_by_name_or_ARN()
    {
        var model = await _emulator.ActiveModel("model");

        var arn = (await _emulator.CreateDeployment("my-deployment", model, ""","description":"For support" """))
            .Text("customModelDeploymentArn");

        Assert.Matches(@"\Aarn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/[a-z0-9]{12}\z", arn);

        var creating = (await _emulator.Get(Path + "/my-deployment")).Json;

        Assert.Equal(("Creating", "For support", model),
            ((string)creating["status"]!, (string)creating["description"]!, (string)creating["modelArn"]!));
        Assert.Equal((string)creating["createdAt"]!, (string)creating["lastUpdatedAt"]!);

        _emulator.Advance(2);
        var active = (await _emulator.Get(Path + "/" + Uri.EscapeDataString(arn))).Json;

        Assert.Equal(("Active", "2026-08-01T00:00:02.000Z", "2026-08-01T00:00:04.000Z"),
            ((string)active["status"]!, (string)active["createdAt"]!, (string)active["lastUpdatedAt"]!));
        Assert.Null(active["updateDetails"]);
    }

    [Fact]
    public async Task Deployment_needs_an_Active_model()
    {
        var creating = (await _emulator.CreateModel("creating")).Text("modelArn");

        var early = await _emulator.CreateDeployment("my-deployment", creating);
        var unknown =
            await _emulator.CreateDeployment("my-deployment", "arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl");

        Assert.Equal((400, "ValidationException"), early.Error);
        Assert.Contains("Creating", early.Message, StringComparison.Ordinal);
        Assert.Equal((404, "ResourceNotFoundException"), unknown.Error);
    }

    [Fact]
    public async Task Name_in_use_is_a_ValidationException_because_the_operation_has_no_conflict()
    {
        var model = await _emulator.ActiveModel("model");
        await _emulator.CreateDeployment("my-deployment", model);

        Assert.Equal((400, "ValidationException"), (await _emulator.CreateDeployment("my-deployment", model)).Error);
    }

    [Fact]
    public async Task Same_token_returns_the_first_ARN()
    {
        var model = await _emulator.ActiveModel("model");

        var first = await _emulator.CreateDeployment("my-deployment", model, ""","clientRequestToken":"t1" """);
        var second = await _emulator.CreateDeployment("my-deployment", model, ""","clientRequestToken":"t1" """);

        Assert.Equal((202, first.Body), (second.Status, second.Body));
    }

    [Fact]
    public async Task Update_shows_its_details_and_serves_the_old_model_until_it_is_completed()
    {
        var (one, two) = (await _emulator.ActiveModel("one"), await _emulator.ActiveModel("two"));
        var arn = (await _emulator.CreateDeployment("my-deployment", one)).Text("customModelDeploymentArn");
        _emulator.Advance(2);

        var updated = await _emulator.Patch(Path + "/my-deployment", $$"""{"modelArn":"{{two}}"}""");

        Assert.Equal((202, arn), (updated.Status, updated.Text("customModelDeploymentArn")));

        var updating = (await _emulator.Get(Path + "/my-deployment")).Json;

        Assert.Equal(("Active", one), ((string)updating["status"]!, (string)updating["modelArn"]!));
        Assert.Equal(
            (two, "Updating"), ((string)updating["updateDetails"]!["modelArn"]!, (string)updating["updateDetails"]!["updateStatus"]!));

        _emulator.Advance(2);
        var completed = (await _emulator.Get(Path + "/my-deployment")).Json;

        Assert.Equal((two, "UpdateCompleted"), ((string)completed["modelArn"]!, (string)completed["updateDetails"]!["updateStatus"]!));
        Assert.Equal("2026-08-01T00:00:08.000Z", (string)completed["lastUpdatedAt"]!);
    }

    [Fact]
    public async Task Failed_update_leaves_the_old_model_in_service()
    {
        var (one, two) = (await _emulator.ActiveModel("one"), await _emulator.ActiveModel("two"));
        await _emulator.CreateDeployment("steady", one);
        _emulator.Advance(2);
        _emulator.Server.AddFault(new FaultRule { Operation = "UpdateCustomModelDeployment", Name = "steady", Fail = "No capacity." });

        await _emulator.Patch(Path + "/steady", $$"""{"modelArn":"{{two}}"}""");
        _emulator.Advance(2);

        var failed = (await _emulator.Get(Path + "/steady")).Json;

        Assert.Equal(("Active", one, "UpdateFailed", two),
            ((string)failed["status"]!, (string)failed["modelArn"]!, (string)failed["updateDetails"]!["updateStatus"]!,
                (string)failed["updateDetails"]!["modelArn"]!));
    }

    [Fact]
    public async Task Failed_deployment_has_the_reason_and_can_only_be_deleted()
    {
        var model = await _emulator.ActiveModel("model");
        await _emulator.CreateDeployment("bad-one", model);

        Assert.Null((await _emulator.Get(Path + "/bad-one")).Json["failureMessage"]);

        _emulator.Advance(2);

        var failed = (await _emulator.Get(Path + "/bad-one")).Json;

        Assert.Equal(("Failed", "No capacity."), ((string)failed["status"]!, (string)failed["failureMessage"]!));
        Assert.Equal("No capacity.", (string)(await _emulator.Get(Path)).Json["modelDeploymentSummaries"]![0]!["failureMessage"]!);
        Assert.Equal((400, "ValidationException"), (await _emulator.Patch(Path + "/bad-one", $$"""{"modelArn":"{{model}}"}""")).Error);
        Assert.Equal((200, ""), await Status(_emulator.Delete(Path + "/bad-one")));
    }

    [Fact]
    public async Task Changing_deployment_can_be_neither_updated_nor_deleted()
    {
        var model = await _emulator.ActiveModel("model");
        await _emulator.CreateDeployment("my-deployment", model);
        await RefusedAsync();
        _emulator.Advance(2);
        await _emulator.Patch(Path + "/my-deployment", $$"""{"modelArn":"{{model}}"}""");
        await RefusedAsync();
        _emulator.Advance(2);

        Assert.Equal((200, ""), await Status(_emulator.Delete(Path + "/my-deployment")));
        Assert.Equal((404, "ResourceNotFoundException"), (await _emulator.Get(Path + "/my-deployment")).Error);
        Assert.Equal((404, "ResourceNotFoundException"), (await _emulator.Delete(Path + "/my-deployment")).Error);

        async Task RefusedAsync()
        {
            var deleted = await _emulator.Delete(Path + "/my-deployment");
            Assert.Equal((400, "ValidationException", "Custom model deployment is in a mutating state"),
                (deleted.Status, deleted.ErrorType, deleted.Message));
            Assert.Equal(
                (400, "ValidationException"), (await _emulator.Patch(Path + "/my-deployment", $$"""{"modelArn":"{{model}}"}""")).Error);
        }
    }

    [Theory]
    [InlineData("?statusEquals=Active", "first")]
    [InlineData("?statusEquals=Failed", "bad-second")]
    [InlineData("?statusEquals=Creating", "third")]
    [InlineData("?nameContains=ir", "third,first")]
    [InlineData("?createdAfter=2026-08-01T00:00:04Z", "third")]
    [InlineData("?createdBefore=2026-08-01T00:00:04Z", "first")]
    [InlineData("?sortBy=CreationTime&sortOrder=Ascending", "first,bad-second,third")]
    [InlineData("?maxResults=1&sortOrder=Ascending", "first")]
    public async Task List_is_filtered_by_the_query(string query, string names)
    {
        var model = await _emulator.ActiveModel("model");
        foreach (var name in (string[])["first", "bad-second", "third"])
        {
            await _emulator.CreateDeployment(name, model);
            _emulator.Advance(name == "third" ? 0 : 2);
        }

        Assert.Equal(names, await NamesOf(query));
    }

    [Fact]
    public async Task List_is_filtered_by_the_served_model()
    {
        var (one, two) = (await _emulator.ActiveModel("one"), await _emulator.ActiveModel("two"));
        await _emulator.CreateDeployment("first", one);
        await _emulator.CreateDeployment("second", two);

        Assert.Equal("first", await NamesOf("?modelArnEquals=" + Uri.EscapeDataString(one)));
    }

    private async Task<string> NamesOf(string query) => string.Join(',',
        (await _emulator.Get(Path + query)).Json["modelDeploymentSummaries"]!.AsArray()
            .Select(summary => (string)summary!["customModelDeploymentName"]!));

    private static async Task<(int, string)> Status(Task<EmulatorReply> reply) => ((await reply).Status, (await reply).Body);
}
