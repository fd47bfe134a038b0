using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Operations;

public sealed class ThroughputOperationsTests : IDisposable
{
    private const string Path = "/provisioned-model-throughput";
    private const string Foundation = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0";

    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task Throughput_is_Creating_then_InService_and_found_by_name_or_ARN()
    {
        var model = await _emulator.ActiveModel("model");

        var created = await _emulator.CreateThroughput("my-throughput", "model");

        Assert.Equal(201, created.Status);
        Assert.Matches(@"\Aarn:aws:bedrock:us-east-1:123456789012:provisioned-model/[a-z0-9]{12}\z", created.Text("provisionedModelArn"));

        var creating = (await _emulator.Get(Path + "/my-throughput")).Json;

        Assert.Equal(("Creating", model, model, Foundation),
            ((string)creating["status"]!, (string)creating["modelArn"]!, (string)creating["desiredModelArn"]!,
                (string)creating["foundationModelArn"]!));

        _emulator.Advance(2);
        var inService = (await _emulator.Get($"{Path}/{Uri.EscapeDataString(created.Text("provisionedModelArn"))}")).Json;

        Assert.Equal(
            ("InService", 1, 1), ((string)inService["status"]!, (int)inService["modelUnits"]!, (int)inService["desiredModelUnits"]!));
        Assert.Equal("2026-08-01T00:00:04.000Z", (string)inService["lastModifiedTime"]!);
    }

    [Fact]
    public async Task Failure_of_a_throughput_is_its_own_before_that_of_its_update()
    {
        _emulator.Server.AddFault(new() { Operation = "Create*Throughput", Fail = "Its own.", FailAfter = TimeSpan.FromMinutes(1) });
        _emulator.Server.AddFault(new() { Operation = "Update*", Fail = "That of the update." });
        await _emulator.ActiveModel("model");
        await _emulator.ActiveModel("other");
        await _emulator.CreateThroughput("my-throughput", "model");
        _emulator.Advance(2);
        await _emulator.Patch(Path + "/my-throughput", """{"desiredModelId":"other"}""");

        var seen = new List<(string, string?)>();
        foreach (var seconds in (double[])[1, 1, 58])
        {
            _emulator.Advance(seconds);
            var throughput = await _emulator.Get(Path + "/my-throughput");
            seen.Add((throughput.Text("status"), (string?)throughput.Json["failureMessage"]));
        }

        Assert.Equal([("Updating", null), ("Failed", "That of the update."), ("Failed", "Its own.")], seen);
    }

    [Fact]
    public async Task Foundation_model_of_another_Region_is_not_found()
    {
        var elsewhere = Foundation.Replace("us-east-1", "us-west-2", StringComparison.Ordinal);

        var reply = await _emulator.CreateThroughput("my-throughput", elsewhere);

        Assert.Equal((404, "ResourceNotFoundException"), reply.Error);
    }

    [Fact]
    public async Task Throughput_that_is_Creating_can_be_neither_deleted_nor_updated()
    {
        await _emulator.ActiveModel("model");
        await _emulator.CreateThroughput("my-throughput", "model");

        var deleted = await _emulator.Delete(Path + "/my-throughput");
        var updated = await _emulator.Patch(Path + "/my-throughput", """{"desiredProvisionedModelName":"other"}""");

        Assert.Equal((400, "ConflictException", "The Provisioned Throughput my-throughput is Creating and cannot be deleted."),
            (deleted.Status, deleted.ErrorType, deleted.Message));
        Assert.Equal((400, "ValidationException"), updated.Error);
    }

    [Theory]
    [InlineData("amazon.nova-lite-v1:0")]
    [InlineData(Foundation)]
    public async Task Throughput_of_a_base_model_is_created_and_cannot_change_its_model(string id)
    {
        var model = await _emulator.ActiveModel("model");
        await _emulator.CreateThroughput("my-throughput", id);
        _emulator.Advance(2);

        Assert.Equal(Foundation, (await _emulator.Get(Path + "/my-throughput")).Text("modelArn"));
        Assert.Equal((400, "ValidationException"), (await Update($$"""{"desiredModelId":"{{model}}"}""")).Error);
    }

    [Fact]
    public async Task Throughput_needs_an_existing_Active_model()
    {
        await _emulator.CreateModel("creating");

        Assert.Equal((400, "ValidationException"), (await _emulator.CreateThroughput("my-throughput", "creating")).Error);
        Assert.Equal((404, "ResourceNotFoundException"), (await _emulator.CreateThroughput("my-throughput", "unknown")).Error);
    }

    [Fact]
    public async Task Name_in_use_is_refused_and_the_same_token_returns_the_first_ARN()
    {
        await _emulator.ActiveModel("model");
        var first = await _emulator.CreateThroughput("my-throughput", "model", ""","clientRequestToken":"t1" """);

        Assert.Equal((400, "ValidationException"), (await _emulator.CreateThroughput("my-throughput", "model")).Error);

        var again = await _emulator.CreateThroughput("my-throughput", "model", ""","clientRequestToken":"t1" """);

        Assert.Equal((201, first.Body), (again.Status, again.Body));
    }

    [Fact]
    public async Task Updating_throughput_has_the_new_model_as_its_desired_model()
    {
        var (one, two) = (await _emulator.ActiveModel("one"), await _emulator.ActiveModel("two"));
        await _emulator.CreateThroughput("my-throughput", one);
        _emulator.Advance(2);

        var updated = await Update($$"""{"desiredModelId":"two","desiredProvisionedModelName":"renamed"}""");

        Assert.Equal((200, ""), (updated.Status, updated.Body));
        Assert.Equal(404, (await _emulator.Get(Path + "/my-throughput")).Status);

        var updating = (await _emulator.Get(Path + "/renamed")).Json;

        Assert.Equal(
            ("Updating", one, two), ((string)updating["status"]!, (string)updating["modelArn"]!, (string)updating["desiredModelArn"]!));

        _emulator.Advance(2);
        var inService = (await _emulator.Get(Path + "/renamed")).Json;

        Assert.Equal(
            ("InService", two, two), ((string)inService["status"]!, (string)inService["modelArn"]!, (string)inService["desiredModelArn"]!));
    }

    [Fact]
    public async Task Throughput_can_change_to_its_base_model()
    {
        await _emulator.ActiveModel("model");
        await _emulator.CreateThroughput("my-throughput", "model");
        _emulator.Advance(2);

        Assert.Equal(200, (await Update($$"""{"desiredModelId":"{{Foundation}}"}""")).Status);

        _emulator.Advance(2);

        Assert.Equal(Foundation, (await _emulator.Get(Path + "/my-throughput")).Text("modelArn"));
    }

    [Fact]
    public async Task Update_to_a_model_of_another_base_is_refused_without_a_rename()
    {
        await _emulator.ActiveModel("model");
        await _emulator.CreateThroughput("my-throughput", "model");
        _emulator.Advance(2);

        Assert.Equal((400, "ValidationException"),
            (await Update("""{"desiredModelId":"amazon.nova-pro-v1:0","desiredProvisionedModelName":"renamed"}""")).Error);

        Assert.Equal("InService", (await _emulator.Get(Path + "/my-throughput")).Text("status"));
    }

    [Fact]
    public async Task Rename_to_a_name_in_use_is_refused_and_to_its_own_changes_nothing()
    {
        await _emulator.ActiveModel("model");
        await _emulator.CreateThroughput("my-throughput", "model");
        await _emulator.CreateThroughput("other", "model");
        _emulator.Advance(2);

        Assert.Equal((400, "ValidationException"), (await Update("""{"desiredProvisionedModelName":"other"}""")).Error);
        Assert.Equal(200, (await Update("""{"desiredProvisionedModelName":"my-throughput"}""")).Status);
    }

    [Fact]
    public async Task Rename_is_immediate_and_counts_as_a_change()
    {
        await _emulator.ActiveModel("model");
        await _emulator.CreateThroughput("my-throughput", "model");
        _emulator.Advance(60);

        await Update("""{"desiredProvisionedModelName":"renamed"}""");

        var renamed = await _emulator.Get(Path + "/renamed");

        Assert.Equal(("InService", "2026-08-01T00:01:02.000Z"), (renamed.Text("status"), renamed.Text("lastModifiedTime")));
    }

    [Fact]
    public async Task Throughput_cannot_be_updated_or_deleted_while_Updating_or_updated_while_Creating()
    {
        var model = await _emulator.ActiveModel("model");
        await _emulator.CreateThroughput("my-throughput", "model");

        Assert.Equal((400, "ValidationException"), (await Update("""{"desiredProvisionedModelName":"x"}""")).Error);

        _emulator.Advance(2);
        await Update($$"""{"desiredModelId":"{{model}}"}""");

        Assert.Equal((400, "ValidationException"), (await Update("""{"desiredProvisionedModelName":"x"}""")).Error);
        Assert.Equal((400, "ConflictException"), (await _emulator.Delete(Path + "/my-throughput")).Error);

        _emulator.Advance(2);

        Assert.Equal(200, (await _emulator.Delete(Path + "/my-throughput")).Status);
        Assert.Equal((404, "ResourceNotFoundException"), (await _emulator.Delete(Path + "/my-throughput")).Error);
    }

    [Theory]
    [InlineData("OneMonth", "2026-09-01T00:00:02.000Z")]
    [InlineData("SixMonths", "2027-02-01T00:00:02.000Z")]
    public async Task Commitment_has_an_end_and_prevents_a_delete_before_it(string duration, string end)
    {
        await _emulator.ActiveModel("model");
        await _emulator.CreateThroughput("my-throughput", "model", $$""","commitmentDuration":"{{duration}}" """);
        _emulator.Advance(2);

        var bought = await _emulator.Get(Path + "/my-throughput");

        Assert.Equal((duration, end), (bought.Text("commitmentDuration"), bought.Text("commitmentExpirationTime")));
        Assert.Equal((400, "ConflictException"), (await _emulator.Delete(Path + "/my-throughput")).Error);

        _emulator.Clock.SetUtcNow(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(200, (await _emulator.Delete(Path + "/my-throughput")).Status);
    }

    [Fact]
    public async Task Failure_has_the_reason_and_a_failed_update_is_Failed()
    {
        var model = await _emulator.ActiveModel("model");
        _emulator.Server.AddFault(new FaultRule { Operation = "CreateProvisionedModelThroughput", Name = "bad", Fail = "No units." });
        _emulator.Server.AddFault(
            new FaultRule { Operation = "UpdateProvisionedModelThroughput", Name = "my-throughput", Fail = "No space." });
        await _emulator.CreateThroughput("bad", "model");
        await _emulator.CreateThroughput("my-throughput", "model");
        _emulator.Advance(2);
        await Update($$"""{"desiredModelId":"{{model}}"}""");
        _emulator.Advance(2);

        var (bad, failed) = (await _emulator.Get(Path + "/bad"), await _emulator.Get(Path + "/my-throughput"));

        Assert.Equal(("Failed", "No units."), (bad.Text("status"), bad.Text("failureMessage")));
        Assert.Equal(("Failed", "No space."), (failed.Text("status"), failed.Text("failureMessage")));
    }

    [Theory]
    [InlineData("?statusEquals=InService", "first")]
    [InlineData("?statusEquals=Creating", "second")]
    [InlineData("?nameContains=sec", "second")]
    [InlineData("?creationTimeAfter=2026-08-01T00:00:02Z", "second")]
    [InlineData("?creationTimeBefore=2026-08-01T00:00:04Z", "first")]
    [InlineData("?sortOrder=Ascending", "first,second")]
    [InlineData("", "second,first")]
    [InlineData("?modelArnEquals=arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0", "second")]
    public async Task List_is_filtered_by_the_query(string query, string names)
    {
        await _emulator.ActiveModel("model");
        await _emulator.CreateThroughput("first", "model");
        _emulator.Advance(2);
        await _emulator.CreateThroughput("second", "amazon.nova-lite-v1:0");

        var reply = await _emulator.Get("/provisioned-model-throughputs" + query);

        Assert.Equal(names, string.Join(
            ',', reply.Json["provisionedModelSummaries"]!.AsArray().Select(summary => (string)summary!["provisionedModelName"]!)));
    }

    private Task<EmulatorReply> Update(string body) => _emulator.Patch(Path + "/my-throughput", body);
}
