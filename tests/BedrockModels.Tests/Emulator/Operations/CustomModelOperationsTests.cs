namespace BedrockModels.Tests.Emulator.Operations;

public sealed class CustomModelOperationsTests : IDisposable
{
    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task Created_model_is_Creating_until_the_activation_time_is_over()
    {
        var created = await _emulator.CreateModel("my-model");

        Assert.Equal(202, created.Status);
        Assert.Matches(@"\Aarn:aws:bedrock:us-east-1:123456789012:custom-model/imported/[a-z0-9]{12}\z", created.Text("modelArn"));
        Assert.Equal("Creating", await _emulator.Status("my-model"));

        _emulator.Advance(1.999);

        Assert.Equal("Creating", await _emulator.Status("my-model"));

        _emulator.Advance(0.001);

        Assert.Equal("Active", await _emulator.Status("my-model"));
    }

    [Fact]
    public async Task Model_is_found_by_its_ARN_with_encoded_slashes_only()
    {
        var arn = (await _emulator.CreateModel("my-model")).Text("modelArn");

        Assert.Equal("my-model", (await _emulator.Get("/custom-models/" + Uri.EscapeDataString(arn))).Text("modelName"));
        Assert.Equal(
            "my-model", (await _emulator.Get("/custom-models/" + arn.Replace("/", "%2F", StringComparison.Ordinal))).Text("modelName"));
        Assert.Equal((404, "UnknownOperationException"), (await _emulator.Get("/custom-models/" + arn)).Error);
        Assert.Equal((404, "UnknownOperationException"), (await _emulator.Delete("/custom-models/" + arn)).Error);
    }

    [Fact]
    public async Task GetCustomModel_returns_the_members_of_an_imported_model_without_its_source()
    {
        await _emulator.CreateModel(
            "my-model", """,  "modelKmsKeyArn":"arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012","modelTags":"""
                + """[{"key":"a","value":"b"}]""");

        var model = (await _emulator.Get("/custom-models/my-model")).Json.AsObject();

        Assert.Equal(
            ["baseModelArn", "creationTime", "customizationType", "modelArn", "modelKmsKeyArn", "modelName", "modelStatus"],
            model.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal("IMPORTED", (string)model["customizationType"]!);
        Assert.Equal("2026-08-01T00:00:00.000Z", (string)model["creationTime"]!);
    }

    [Fact]
    public async Task Same_token_returns_the_first_ARN_and_creates_no_second_model()
    {
        var first = await _emulator.CreateModel("my-model", ""","clientRequestToken":"token-1" """);
        var second = await _emulator.CreateModel("another", ""","clientRequestToken":"token-1" """);

        Assert.Equal((202, first.Body), (second.Status, second.Body));
        Assert.Equal(404, (await _emulator.Get("/custom-models/another")).Status);
    }

    [Fact]
    public async Task Name_in_use_is_a_conflict()
    {
        await _emulator.CreateModel("my-model");

        var second = await _emulator.CreateModel("my-model");

        Assert.Equal((400, "ConflictException"), (second.Status, second.ErrorType));
    }

    [Fact]
    public async Task Deleted_model_is_not_found_and_its_name_is_free()
    {
        await _emulator.CreateModel("my-model");

        var deleted = await _emulator.Delete("/custom-models/my-model");

        Assert.Equal((200, ""), (deleted.Status, deleted.Body));

        var gone = await _emulator.Get("/custom-models/my-model");

        Assert.Equal((404, "ResourceNotFoundException"), (gone.Status, gone.ErrorType));
        Assert.Equal(404, (await _emulator.Delete("/custom-models/my-model")).Status);
        Assert.Equal(202, (await _emulator.CreateModel("my-model")).Status);
    }

    [Fact]
    public async Task Pages_continue_after_the_last_item_when_all_earlier_items_are_deleted()
    {
        for (var i = 0; i < 7; i++)
            await _emulator.CreateModel("model-" + i);

        var seen = new List<string>();
        var query = "?maxResults=3";
        while (true)
        {
            var page = (await _emulator.Get("/custom-models" + query)).Json;
            foreach (var name in page["modelSummaries"]!.AsArray().Select(summary => (string)summary!["modelName"]!).ToList())
            {
                seen.Add(name);
                await _emulator.Delete("/custom-models/" + name);
            }

            if (page["nextToken"] is not { } token)
                break;
            query = "?maxResults=3&nextToken=" + Uri.EscapeDataString((string)token!);
        }

        Assert.Equal(Enumerable.Range(0, 7).Select(i => "model-" + i), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task List_is_newest_first_by_default()
    {
        foreach (var name in (string[])["first", "second", "third"])
        {
            await _emulator.CreateModel(name);
            _emulator.Advance(1);
        }

        Assert.Equal(["third", "second", "first"], await NamesOf(""));
        Assert.Equal(["first", "second", "third"], await NamesOf("?sortOrder=Ascending"));
    }

    [Theory]
    [InlineData("?nameContains=eco", "second")]
    [InlineData("?creationTimeAfter=2026-08-01T00:00:01Z", "third")]
    [InlineData("?creationTimeBefore=2026-08-01T00:00:01Z", "first")]
    [InlineData("?modelStatus=Active", "first")]
    [InlineData("?modelStatus=Failed", "")]
    [InlineData("?isOwned=false", "")]
    [InlineData("?isOwned=true", "third,second,first")]
    public async Task List_is_filtered_by_the_query(string query, string names)
    {
        foreach (var name in (string[])["first", "second", "third"])
        {
            await _emulator.CreateModel(name);
            _emulator.Advance(name == "third" ? 0 : 1);
        }

        Assert.Equal(names, string.Join(',', await NamesOf(query)));
    }

    private async Task<IEnumerable<string>> NamesOf(string query) =>
        (await _emulator.Get("/custom-models" + query)).Json["modelSummaries"]!.AsArray().Select(summary => (string)summary!["modelName"]!);
}
