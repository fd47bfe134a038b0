using System.Text;
using BedrockModels.Client;
using BedrockModels.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Client;

/// <summary>
/// Each fault against each operation. An operation returns required members (Get and Create), a list that can be empty,
/// or nothing. The outcome of a fault depends on this alone. An empty outcome is a success.
/// </summary>
public sealed class FaultTableTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] Endless = Encoding.Latin1.GetBytes(
        "HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n" + new string(' ', 17 * 1024 * 1024));

    private static readonly (string Kind, Func<BedrockClient, Task> Call)[] Calls =
    [
        ("needs", c => c.CreateCustomModelAsync(new CreateCustomModelRequest { ModelName = "m" }, None)),
        ("needs", c => c.GetCustomModelAsync("m", None)),
        ("list", c => ReadAsync(c.ListCustomModelsAsync(new ListCustomModelsRequest(), None))),
        ("nothing", c => c.DeleteCustomModelAsync("m", None)),
        ("nothing", c => c.TagResourceAsync(Reply.Arn, [], None)),
        ("nothing", c => c.UntagResourceAsync(Reply.Arn, [], None)),
        ("list", c => c.ListTagsForResourceAsync(Reply.Arn, None)),
        (
            "needs",
            c => c.CreateProvisionedModelThroughputAsync(
                new CreateProvisionedModelThroughputRequest { ProvisionedModelName = "p", ModelId = "m", ModelUnits = 1 }, None)),
        ("needs", c => c.GetProvisionedModelThroughputAsync("p", None)),
        ("list", c => ReadAsync(c.ListProvisionedModelThroughputsAsync(new ListProvisionedModelThroughputsRequest(), None))),
        (
            "nothing",
            c => c.UpdateProvisionedModelThroughputAsync(
                new UpdateProvisionedModelThroughputRequest { Label = "p", DesiredModelId = "m" }, None)),
        ("nothing", c => c.DeleteProvisionedModelThroughputAsync("p", None)),
        (
            "needs",
            c => c.CreateCustomModelDeploymentAsync(
                new CreateCustomModelDeploymentRequest { ModelDeploymentName = "d", ModelArn = Reply.Arn }, None)),
        ("needs", c => c.GetCustomModelDeploymentAsync("d", None)),
        ("list", c => ReadAsync(c.ListCustomModelDeploymentsAsync(new ListCustomModelDeploymentsRequest(), None))),
        (
            "needs",
            c => c.UpdateCustomModelDeploymentAsync(new UpdateCustomModelDeploymentRequest { Label = "d", ModelArn = Reply.Arn }, None)),
        ("nothing", c => c.DeleteCustomModelDeploymentAsync("d", None)),
    ];

    /// <summary>A valid response for every operation.</summary>
    private static Reply Good { get; } = Reply.Json(
        $$"""
        {
            "modelArn": "{{Reply.Arn}}", "modelName": "m", "provisionedModelArn": "p", "provisionedModelName": "p",
            "customModelDeploymentArn": "d", "modelDeploymentName": "d"
        }
        """);

    [Fact]
    public async Task Fault_table_has_every_operation_once()
    {
        var called = new List<string>();

        foreach (var (_, call) in Calls)
        {
            await using var server = new StandIn(Faulty("unknown error code", new FakeTimeProvider()));
            var client = await ClientOf(server, TimeProvider.System);
            called.Add((await Assert.ThrowsAsync<BedrockException>(() => call(client))).Operation);
        }

        Assert.Equal(Operations.All.Select(operation => operation.Name).Order(), called.Order());
    }

    [Theory]
    [InlineData("reset before the request", "ConnectionFailed", "ConnectionFailed", "ConnectionFailed", 3)]
    [InlineData("reset after the request", "ConnectionFailed", "ConnectionFailed", "ConnectionFailed", 3)]
    [InlineData("no answer", "ConnectionFailed", "ConnectionFailed", "ConnectionFailed", 3)]
    [InlineData("cut answer", "ConnectionFailed", "ConnectionFailed", "ConnectionFailed", 3)]
    [InlineData("slow body", "ConnectionFailed", "ConnectionFailed", "ConnectionFailed", 3)]
    [InlineData("429 with Retry-After", "ThrottlingException", "ThrottlingException", "ThrottlingException", 3)]
    [InlineData("500", "InternalServerException", "InternalServerException", "InternalServerException", 3)]
    [InlineData("503", "ServiceUnavailableException", "ServiceUnavailableException", "ServiceUnavailableException", 3)]
    [InlineData("unknown error code", "SomethingNewException", "SomethingNewException", "SomethingNewException", 1)]
    [InlineData("truncated JSON", "InvalidResponse", "InvalidResponse", "InvalidResponse", 1)]
    [InlineData("HTML", "InvalidResponse", "InvalidResponse", "InvalidResponse", 1)]
    [InlineData("redirect", "InvalidResponse", "InvalidResponse", "InvalidResponse", 1)]
    [InlineData("huge body", "InvalidResponse", "InvalidResponse", "InvalidResponse", 1)]
    [InlineData("null", "InvalidResponse", "InvalidResponse", "", 1)]
    [InlineData("null members", "InvalidResponse", "", "", 1)]
    [InlineData("missing members", "InvalidResponse", "", "", 1)]
    [InlineData("no body", "InvalidResponse", "InvalidResponse", "", 1)]
    [InlineData("error in Output", "UnknownOperationException", "UnknownOperationException", "UnknownOperationException", 1)]
    [InlineData("error with HTTP 200", "ValidationException", "ValidationException", "ValidationException", 1)]
    [InlineData("error type with HTTP 200", "AccessDeniedException", "AccessDeniedException", "AccessDeniedException", 1)]
    [InlineData("unknown error with HTTP 200", "SomethingNewException", "SomethingNewException", "SomethingNewException", 1)]
    [InlineData("throttling with HTTP 200", "ThrottlingException", "ThrottlingException", "ThrottlingException", 3)]
    [InlineData("server error with HTTP 200", "InternalServerException", "InternalServerException", "InternalServerException", 3)]
    [InlineData("wrong content type", "", "", "", 1)]
    [InlineData("none", "", "", "", 1)]
    public async Task Fault_has_one_outcome_for_each_kind_of_operation(
        string fault, string needs, string list, string nothing, int attempts)
    {
        foreach (var (kind, call) in Calls)
        {
            var clock = new FakeTimeProvider();
            await using var server = new StandIn((_, _) => Faulty(fault, clock))
            {
                ResetConnections = fault == "reset before the request" ? int.MaxValue : 0,
            };
            var failure = await Record.ExceptionAsync(async () => await call(await ClientOf(server, clock)));
            var outcome = kind switch { "needs" => needs, "list" => list, _ => nothing };
            if (outcome.Length == 0)
            {
                Assert.Null(failure);
            }
            else
            {
                var told = Assert.IsType<BedrockException>(failure);
                Assert.Equal((outcome, attempts == 3), (told.ErrorCode, told.IsRetryable));
                Assert.NotEqual("", told.Operation);
                Assert.DoesNotContain('\n', told.Message);
                Assert.DoesNotContain("Exception", told.Message, StringComparison.Ordinal);
            }

            // If a connection ends without a byte, .NET resends a GET within one attempt, but not a request that changes
            // anything. A reset can arrive before or after the request is sent; without a request, the failure names it.
            var before = fault == "reset before the request";
            var count = before ? server.Connections : server.Requests.Count;
            if ((before || fault is "reset after the request" or "no answer") && IsGet(failure))
                Assert.InRange(count, attempts, attempts * 4);
            else
                Assert.Equal(attempts, count);
        }
    }

    [Theory]
    [InlineData("reset before the request")]
    [InlineData("reset after the request")]
    [InlineData("no answer")]
    [InlineData("cut answer")]
    [InlineData("slow body")]
    [InlineData("429 with Retry-After")]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("throttling with HTTP 200")]
    public async Task Fault_that_passes_is_not_visible(string fault)
    {
        foreach (var (_, call) in Calls)
        {
            var before = fault == "reset before the request";
            var clock = new FakeTimeProvider();
            await using var server = new StandIn((_, n) => n == 1 && !before ? Faulty(fault, clock) : Good)
            {
                ResetConnections = before ? 1 : 0,
            };

            await call(await ClientOf(server, clock));

            Assert.Equal(2, before ? server.Connections : server.Requests.Count);
            Assert.Single(server.Requests.Select(r => (r.Method, r.Path, r.Body)).Distinct());
        }
    }

    private static bool IsGet(Exception? failure) =>
        failure is BedrockException told && Operations.All.Single(operation => operation.Name == told.Operation).Method == "GET";

    private static Reply Faulty(string fault, FakeTimeProvider clock) => fault switch
    {
        "reset after the request" => Reply.Reset,
        "no answer" => Reply.Drop,
        "cut answer" => Good.Cut(),
        "slow body" => Good.Late(clock),
        "429 with Retry-After" => Reply.Text("""{"message":"slow down"}""", 429, "application/json", "Retry-After: 0\r\n"),
        "500" => Reply.Error(500, "InternalServerException", "sorry"),
        "503" => Reply.Error(503, "ServiceUnavailableException", "later"),
        "unknown error code" => Reply.Error(418, "SomethingNewException", "new"),
        "error in Output" => Reply.Json("""{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}"""),
        "error with HTTP 200" => Reply.Json("""{"message":"bad","__type":"ValidationException"}"""),
        "error type with HTTP 200" => Reply.Error(200, "AccessDeniedException", "no"),
        "unknown error with HTTP 200" => Reply.Json("""{"Output": {"__type": "ns#SomethingNewException", "Message": "new"}}"""),
        "throttling with HTTP 200" => Reply.Json("""{"__type":"ThrottlingException"}"""),
        "server error with HTTP 200" => Reply.Json("""{"Output":{"__type":"ns#InternalServerException"}}"""),
        "truncated JSON" => Reply.Json("""{"modelArn":"a","modelNa"""),
        "HTML" => Reply.Text("<html><body>Please log in.</body></html>", 200, "text/html"),
        "redirect" => Reply.Text("", 302, "text/html", "Location: http://127.0.0.1:1/\r\n"),
        "huge body" => new Reply(Endless),
        "null" => Reply.Json("null"),
        "null members" => Reply.Json(
            """
            {
                "modelArn": null, "modelName": null, "provisionedModelArn": null, "customModelDeploymentArn": null,
                "modelSummaries": null, "tags": null, "provisionedModelSummaries": null, "modelDeploymentSummaries": null,
                "nextToken": null
            }
            """),
        "missing members" => Reply.Json("{}"),
        "no body" => Reply.Empty,
        "wrong content type" =>
            new Reply(
                Encoding.Latin1.GetBytes(
                    Encoding.Latin1.GetString(Good.Bytes).Replace("application/json", "text/html", StringComparison.Ordinal))),
        _ => Good,
    };

    private static async Task<BedrockClient> ClientOf(StandIn server, TimeProvider clock)
    {
        var settings = ClientTesting.To(server);
        var environment = settings.Environment with { LongestRetryPause = TimeSpan.FromMilliseconds(1), Clock = clock };
        return (await ClientTesting.ConnectAsync(settings with { Environment = environment })).Client;
    }

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> pages)
    {
        await foreach (var _ in pages)
        {
        }
    }
}
