using BedrockModels.Protocol;

namespace BedrockModels.Tests.Client;

public sealed class RequestTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task ARN_is_one_encoded_segment_of_the_path()
    {
        await using var server = new StandIn(Reply.Model);

        var model = await (await ClientTesting.ClientOf(server)).GetCustomModelAsync(Reply.Arn, None);

        Assert.Equal(
            "/custom-models/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Acustom-model%2Fimported%2Fabcdefghijkl", server.Last.Path);
        Assert.Equal(("GET", "m", "us-east-1"), (server.Last.Method, model.ModelName, model.Region));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero).LocalDateTime, model.CreationTime);
    }

    [Fact]
    public async Task Create_is_signed_JSON_without_null_members_and_with_a_new_token()
    {
        await using var server = new StandIn(Reply.Created);
        var request = new CreateCustomModelRequest
        {
            ModelName = "m",
            ModelSourceConfig = new ModelDataSource { S3DataSource = new S3DataSource { S3Uri = "s3://bucket/a+b" } },
        };

        Assert.Equal(Reply.Arn, await (await ClientTesting.ClientOf(server)).CreateCustomModelAsync(request, None));
        var seen = server.Last;
        Assert.Equal(
            ("POST", "/custom-models/create-custom-model", "application/json"), (seen.Method, seen.Path, seen.Header("Content-Type")));
        Assert.Equal(
            """{"modelName":"m","modelSourceConfig":{"s3DataSource":{"s3Uri":"s3://bucket/a+b"}},"clientRequestToken":"TOKEN"}"""
                .Replace("TOKEN", request.ClientRequestToken, StringComparison.Ordinal),
            seen.Body);
        Assert.True(Guid.TryParse(request.ClientRequestToken, out _));
        Assert.Equal(("AKIDEXAMPLE", "us-east-1"), (seen.AccessKey, seen.SigningRegion));
        Assert.Contains("/us-east-1/bedrock/aws4_request", seen.Header("Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_keeps_the_token_of_the_caller()
    {
        await using var server = new StandIn(Reply.Created);

        await (await ClientTesting.ClientOf(server)).CreateCustomModelAsync(
            new CreateCustomModelRequest { ModelName = "m", ClientRequestToken = "mine" }, None);

        Assert.Contains("\"clientRequestToken\":\"mine\"", server.Last.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_requests_page_after_page_with_the_query_of_the_API()
    {
        await using var server = new StandIn(
            Reply.Json($$"""{"modelSummaries":[{"modelArn":"{{Reply.Arn}}","modelName":"a","baseModelName":""}],"nextToken":"t/1="}"""),
            Reply.Json("""{"modelSummaries":[],"nextToken":"t2"}"""),
            Reply.Json($$"""{"modelSummaries":[{"modelArn":"{{Reply.Arn}}","modelName":"b"}],"nextToken":null}"""));
        var request = new ListCustomModelsRequest
        {
            CreationTimeAfter = new DateTimeOffset(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2)),
            IsOwned = true,
            MaxResults = 2,
        };
        var client = await ClientTesting.ClientOf(server);
        var pages = new List<IReadOnlyList<CustomModelSummary>>();

        await foreach (var page in client.ListCustomModelsAsync(request, None))
            pages.Add(page);

        Assert.Equal(["a", "", "b"], pages.Select(p => string.Concat(p.Select(m => m.ModelName))));
        Assert.Equal("us-east-1", pages[0][0].Region);
        const string Query = "/custom-models?creationTimeAfter=2026-01-02T03%3A04%3A05.000Z&isOwned=true&maxResults=2";
        Assert.Equal([Query, Query + "&nextToken=t%2F1%3D", Query + "&nextToken=t2"], server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task List_fails_when_the_page_token_does_not_change()
    {
        await using var server = new StandIn(Reply.Json("""{"modelSummaries":[],"nextToken":"same"}"""));
        var client = await ClientTesting.ClientOf(server);

        var failure = await Assert.ThrowsAsync<BedrockException>(async () =>
        {
            await foreach (var _ in client.ListCustomModelsAsync(new ListCustomModelsRequest(), None))
            {
            }
        });

        Assert.Equal(("InvalidResponse", 2), (failure.ErrorCode, server.Requests.Count));
    }

    [Fact]
    public async Task Call_is_recorded_with_its_status_and_request_id()
    {
        await using var server = new StandIn(Reply.Error(404, "ResourceNotFoundException", "no"), Reply.Model);
        var (client, calls) = await ClientTesting.ConnectAsync(ClientTesting.To(server));
        await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));

        await client.GetCustomModelAsync("m", None);

        Assert.Equal(
            [("GetCustomModel", 404, "request-1"), ("GetCustomModel", 200, "request-1")],
            calls.Select(c => (c.Operation, c.StatusCode, c.RequestId)));
    }

    [Fact]
    public async Task Session_token_is_sent_and_signed()
    {
        await using var server = new StandIn(Reply.Empty);
        var (client, _) = await ClientTesting.ConnectAsync(
            ClientTesting.To(server) with { Credential = ClientTesting.SourceOf("ASIA1", "secret", "the-token") });

        await client.DeleteCustomModelAsync("m", None);

        Assert.Equal(("DELETE", "the-token"), (server.Last.Method, server.Last.Header("x-amz-security-token")));
        Assert.Contains("x-amz-security-token", server.Last.Header("Authorization"), StringComparison.Ordinal);
    }
}
