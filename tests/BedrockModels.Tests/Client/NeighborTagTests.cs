namespace BedrockModels.Tests.Client;

public sealed class NeighborTagTests
{
    [Fact]
    public async Task Tagged_models_are_read_from_all_pages()
    {
        await using var account = new FakeAccount();
        account.Set("GetResources", request => request.Body.Contains("PaginationToken", StringComparison.Ordinal)
            ? Page("b", "")
            : Page("a", "next"));

        var found = await (await account.ConnectAsync()).Neighbors.ListTaggedModelsAsync(CancellationToken.None);

        Assert.Equal(["a", "b"], found.Select(resource => resource.Arn));
        Assert.Equal(["GetResources", "GetResources"], account.Operations);
    }

    private static Reply Page(string arn, string token) => FakeAccount.Json(
        $$"""{"ResourceTagMappingList":[{"ResourceARN":"{{arn}}","Tags":[]}],"PaginationToken":"{{token}}"}""");
}
