using System.Text;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels.Tests.Client;

/// <summary>Responses that no service should send: each is read, or reported in one message.</summary>
public sealed class FaultyResponseTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/x-amz-json-1.1")]
    [InlineData("")]
    public async Task Content_type_of_a_readable_response_is_ignored(string type)
    {
        await using var server = new StandIn(Reply.Text($$"""{"modelArn":"{{Reply.Arn}}","modelName":"m"}""", 200, type));

        Assert.Equal("m", (await (await ClientTesting.ClientOf(server)).GetCustomModelAsync("m", None)).ModelName);
    }

    [Fact]
    public async Task Unknown_values_are_kept_and_unknown_or_null_members_are_ignored()
    {
        await using var server = new StandIn(Reply.Json(
            $$$"""
            {
                "modelArn": "{{{Reply.Arn}}}", "modelName": "m", "modelStatus": "Resting", "creationTime": null, "jobArn": null,
                "hyperParameters": null, "trainingMetrics": null, "customizationType": "NEW_KIND", "aNewMember": {"a":[1,null]}
            }
            """));

        var model = await (await ClientTesting.ClientOf(server)).GetCustomModelAsync("m", None);

        Assert.Equal(("Resting", null, null, "NEW_KIND"), (model.ModelStatus, model.CreationTime, model.JobArn, model.CustomizationType));
    }

    [Theory]
    [InlineData("1767323045.678", 678)]
    [InlineData("1767323045", 0)]
    [InlineData("\"2026-01-02 03:04:05\"", 0)]
    [InlineData("\"2026-01-02T03:04:05.678901234Z\"", 678)]
    [InlineData("\"2026-01-02T05:04:05+02:00\"", 0)]
    public async Task Time_is_read_in_every_form_that_AWS_SDKs_read(string json, int milliseconds)
    {
        await using var server = new StandIn(Reply.Json($$"""{"modelArn":"{{Reply.Arn}}","modelName":"m","creationTime":{{json}}}"""));

        var model = await (await ClientTesting.ClientOf(server)).GetCustomModelAsync("m", None);

        Assert.Equal(
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, milliseconds, TimeSpan.Zero).ToUnixTimeMilliseconds(),
            new DateTimeOffset(model.CreationTime!.Value).ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("{\"modelArn\":\"a\",\"modelName\":\"m\"", "that is not the JSON of this API")]
    [InlineData("{\"modelArn\":\"a\",\"modelName\":\"m\",\"creationTime\":\"soon\"}", "that is not the JSON of this API")]
    [InlineData("{\"modelArn\":\"a\",\"modelName\":\"m\",\"creationTime\":1e300}", "that is not the JSON of this API")]
    [InlineData("{\"modelArn\":null,\"modelName\":\"m\"}", "has no modelArn")]
    public async Task Unreadable_model_is_an_invalid_response(string body, string expected) =>
        await IsInvalid(body, expected, client => client.GetCustomModelAsync("m", None));

    [Theory]
    [InlineData("{\"modelSummaries\":[null]}", "has a null item")]
    [InlineData("{\"modelSummaries\":[{\"modelName\":\"m\"}]}", "has no modelArn")]
    [InlineData("{\"modelSummaries\":{}}", "that is not the JSON of this API")]
    [InlineData("{\"modelSummaries\":[],\"nextToken\":7}", "that is not the JSON of this API")]
    public async Task Unreadable_page_is_an_invalid_response(string body, string expected) =>
        await IsInvalid(body, expected, async client =>
        {
            await foreach (var _ in client.ListCustomModelsAsync(new ListCustomModelsRequest(), None))
            {
            }
        });

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"modelSummaries\":null,\"nextToken\":\"\"}")]
    public async Task Page_without_models_is_an_empty_page(string body)
    {
        await using var server = new StandIn(Reply.Json(body));
        var pages = 0;

        await foreach (var page in (await ClientTesting.ClientOf(server)).ListCustomModelsAsync(new ListCustomModelsRequest(), None))
        {
            Assert.Empty(page);
            pages++;
        }

        Assert.Equal(1, pages);
    }

    [Fact]
    public async Task Null_tag_is_an_invalid_response() =>
        await IsInvalid("{\"tags\":[null]}", "has a null item", client => client.ListTagsForResourceAsync(Reply.Arn, None));

    [Fact]
    public async Task Create_response_without_an_ARN_is_an_invalid_response() =>
        await IsInvalid(
            "{}", "has no modelArn", client => client.CreateCustomModelAsync(new CreateCustomModelRequest { ModelName = "m" }, None));

    [Theory]
    [InlineData(200, "InvalidResponse", "more than 16 MB")]
    [InlineData(404, "ResourceNotFoundException", "HTTP 404 and no error message")]
    public async Task Endless_response_is_not_read_to_its_end(int status, string code, string expected)
    {
        var endless = Encoding.Latin1.GetBytes(
            $"HTTP/1.1 {status} X\r\nx-amzn-ErrorType: ResourceNotFoundException\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1000000000\r\n\r\n" + new string(' ', 17 * 1024 * 1024));
        await using var server = new StandIn(new Reply(endless));
        var client = await ClientTesting.ClientOf(server);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));

        Assert.Equal((code, 1), (failure.ErrorCode, server.Requests.Count));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_error_message_is_shortened()
    {
        await using var server = new StandIn(Reply.Error(400, "ValidationException", new string('w', 100_000)));
        var client = await ClientTesting.ClientOf(server);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));

        Assert.InRange(failure.Message.Length, 1, 2100);
    }

    [Fact]
    public async Task Error_with_an_incomplete_body_gets_its_code_from_the_header()
    {
        await using var server = new StandIn(Reply.Error(404, "ResourceNotFoundException", "the words").Cut());
        var client = await ClientTesting.ClientOf(server);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));

        Assert.Equal(("ResourceNotFoundException", 404), (failure.ErrorCode, failure.StatusCode));
    }

    [Fact]
    public async Task Canceled_call_ends_and_closes_its_connection_while_the_body_stalls()
    {
        await using var server = new StandIn(Reply.Model.Stalled());
        var client = await ClientTesting.ClientOf(server);
        using var cancel = new CancellationTokenSource();
        var call = client.GetCustomModelAsync("m", cancel.Token);
        while (server.Requests.IsEmpty)
            await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(ClientTesting.Patience));

        await server.Left.WaitAsync(ClientTesting.Patience);

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Identifier_that_would_vanish_from_the_path_is_never_sent(string name)
    {
        await using var server = new StandIn(Reply.Empty);
        var client = await ClientTesting.ClientOf(server);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => client.DeleteCustomModelAsync(name, None));

        Assert.Equal($"'{name}' is not a valid identifier. Specify a name or an ARN.", failure.Message);
        Assert.Empty(server.Requests);
    }

    private static async Task IsInvalid(string body, string expected, Func<BedrockClient, Task> call)
    {
        await using var server = new StandIn(Reply.Json(body));
        var client = await ClientTesting.ClientOf(server);
        var failure = await Assert.ThrowsAsync<BedrockException>(() => call(client));
        Assert.Equal(("InvalidResponse", 1), (failure.ErrorCode, server.Requests.Count));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }
}
