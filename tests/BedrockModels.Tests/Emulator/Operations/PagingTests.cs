namespace BedrockModels.Tests.Emulator.Operations;

public sealed class PagingTests : IDisposable
{
    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [InlineData("Ascending")]
    [InlineData("Descending")]
    public async Task Pages_have_every_item_once_in_order_even_with_equal_times(string order)
    {
        var arns = new List<string>();
        for (var i = 0; i < 11; i++)
        {
            arns.Add((await _emulator.CreateModel("model-" + i)).Text("modelArn"));
            _emulator.Advance(i % 4 == 0 ? 1 : 0);
        }

        var (seen, pages) = (new List<string>(), 0);
        string? token = null;
        do
        {
            var page = (await _emulator.Get($"/custom-models?maxResults=4&sortOrder={order}"
                + (token is null ? "" : "&nextToken=" + Uri.EscapeDataString(token)))).Json;
            seen.AddRange(page["modelSummaries"]!.AsArray().Select(summary => (string)summary!["modelArn"]!));
            token = (string?)page["nextToken"];
            pages++;
        }
        while (token is not null);

        Assert.Equal(3, pages);
        Assert.Equal(arns.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));

        var whole = (await _emulator.Get("/custom-models?sortOrder=" + order)).Json["modelSummaries"]!.AsArray()
            .Select(summary => (string)summary!["modelArn"]!);

        Assert.Equal(whole, seen);
    }

    [Theory]
    [InlineData("/custom-models?sortOrder=Ascending")]
    [InlineData("/custom-models?nameContains=model")]
    [InlineData("/custom-models?isOwned=true")]
    [InlineData("/provisioned-model-throughputs?maxResults=1")]
    [InlineData("/model-customization/custom-model-deployments?maxResults=1")]
    public async Task Token_of_another_list_is_refused(string other)
    {
        var token = await TokenAsync();

        Assert.Equal((400, "ValidationException"), (await _emulator.Get($"{other}&nextToken={token}")).Error);
    }

    [Fact]
    public async Task Token_of_another_Region_or_a_changed_one_is_refused()
    {
        var token = await TokenAsync();
        var bytes = Convert.FromBase64String(Uri.UnescapeDataString(token));
        bytes[3] ^= 1;

        Assert.Equal(400, (await _emulator.Get($"/custom-models?nextToken={token[..^8]}")).Status);
        Assert.Equal(400, (await _emulator.Get("/custom-models?nextToken=MXxh")).Status);
        Assert.Equal(400,
            (await _emulator.Get("/custom-models?nextToken=" + Uri.EscapeDataString(Convert.ToBase64String(bytes)))).Status);

        _emulator.Region = "us-west-2";
        Assert.Equal(400, (await _emulator.Get($"/custom-models?nextToken={token}")).Status);
    }

    [Fact]
    public async Task Token_is_valid_with_another_page_size_and_with_the_default_order_spelled_out()
    {
        var token = await TokenAsync();

        var reply = await _emulator.Get($"/custom-models?maxResults=7&sortOrder=Descending&sortBy=CreationTime&nextToken={token}");

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task Page_that_ends_with_the_last_item_has_no_token()
    {
        for (var i = 0; i < 4; i++)
            await _emulator.CreateModel("model-" + i);

        Assert.Null((await _emulator.Get("/custom-models?maxResults=4")).Json["nextToken"]);
        Assert.NotNull((await _emulator.Get("/custom-models?maxResults=3")).Json["nextToken"]);
    }

    [Fact]
    public async Task Model_created_between_two_pages_neither_repeats_nor_hides_another()
    {
        for (var i = 0; i < 4; i++)
        {
            await _emulator.CreateModel("model-" + i);
            _emulator.Advance(1);
        }

        var first = (await _emulator.Get("/custom-models?maxResults=2")).Json;
        await _emulator.CreateModel("late");
        var second =
            (await _emulator.Get("/custom-models?maxResults=2&nextToken=" + Uri.EscapeDataString((string)first["nextToken"]!))).Json;

        Assert.Equal(["model-1", "model-0"], second["modelSummaries"]!.AsArray().Select(summary => (string)summary!["modelName"]!));
    }

    [Fact]
    public async Task Page_has_100_items_by_default()
    {
        using var emulator =
            new TestEmulator(clock => new BedrockModels.Emulator.EmulatorOptions { TimeProvider = clock, ModelQuota = 101 });
        for (var i = 0; i < 101; i++)
            await emulator.CreateModel("model-" + i);

        Assert.Equal(100, (await emulator.Get("/custom-models")).Json["modelSummaries"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("MTIz")]
    [InlineData("%00")]
    [InlineData("OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTl8YXJu")]
    public async Task Token_that_no_page_returned_is_refused(string token) =>
        Assert.Equal((400, "ValidationException"), (await _emulator.Get("/custom-models?nextToken=" + token)).Error);

    private async Task<string> TokenAsync()
    {
        await _emulator.CreateModel("model-a");
        await _emulator.CreateModel("model-b");
        return Uri.EscapeDataString((await _emulator.Get("/custom-models?maxResults=1")).Text("nextToken"));
    }
}
