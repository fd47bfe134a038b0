using System.Net;
using System.Net.Sockets;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels.Tests.Client;

public sealed class FailureTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(429, "ThrottlingException")]
    [InlineData(500, "InternalServerException")]
    [InlineData(503, "ServiceUnavailableException")]
    public async Task Throttling_and_server_errors_are_attempted_three_times(int status, string code)
    {
        await using var server = new StandIn(Reply.Error(status, code, "slow down"));

        var failure = await FailureOf(server);

        Assert.Equal(
            (code, status, "request-1", true, "GetCustomModel", 3),
            (failure.ErrorCode, failure.StatusCode, failure.RequestId, failure.IsRetryable, failure.Operation, server.Requests.Count));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Second_attempt_that_succeeds_is_a_success(int status)
    {
        await using var server = new StandIn(Reply.Error(status, "ThrottlingException", "slow down"), Reply.Model);

        Assert.Equal("m", (await (await ClientTesting.ClientOf(server)).GetCustomModelAsync("m", None)).ModelName);
    }

    [Theory]
    [InlineData(400, "ValidationException")]
    [InlineData(400, "ConflictException")]
    [InlineData(400, "ServiceQuotaExceededException")]
    [InlineData(403, "AccessDeniedException")]
    [InlineData(404, "ResourceNotFoundException")]
    [InlineData(418, "SomethingNewException")]
    public async Task Other_errors_are_not_retried_and_keep_the_message_of_the_service(int status, string code)
    {
        await using var server = new StandIn(Reply.Error(status, code, "the words"));

        var failure = await FailureOf(server);

        Assert.Equal((code, "the words", false, 1), (failure.ErrorCode, failure.Message, failure.IsRetryable, server.Requests.Count));
    }

    [Fact]
    public async Task Incomplete_response_is_retried()
    {
        await using var server = new StandIn(Reply.Model.Cut(), Reply.Drop, Reply.Model);

        Assert.Equal("m", (await (await ClientTesting.ClientOf(server)).GetCustomModelAsync("m", None)).ModelName);
    }

    [Fact]
    public async Task Incomplete_responses_are_a_failed_connection_after_three_attempts()
    {
        await using var server = new StandIn(Reply.Model.Cut());

        var failure = await FailureOf(server);

        Assert.Equal(("ConnectionFailed", 0, true, 3), (failure.ErrorCode, failure.StatusCode, failure.IsRetryable, server.Requests.Count));
        Assert.Equal($"GetCustomModel received no response from {server.Url} in 3 attempts: the response was incomplete.", failure.Message);
    }

    [Fact]
    public async Task Reset_is_a_failed_connection_after_three_attempts()
    {
        await using var server = new StandIn(Reply.Reset);
        var client = await ClientTesting.ClientOf(server);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => client.DeleteCustomModelAsync("m", None));

        Assert.Equal(("ConnectionFailed", 3), (failure.ErrorCode, server.Requests.Count));
        Assert.Contains("in 3 attempts: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_connection_is_attempted_three_times_and_reported_with_advice()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        var settings = new ConnectionSettings
        {
            Region = "us-east-1",
            Credential = ClientTesting.Keys,
            EndpointUrl = url,
            Environment = ClientTesting.Nowhere(),
        };
        var (client, calls) = await ClientTesting.ConnectAsync(settings);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));

        Assert.Equal(("ConnectionFailed", true), (failure.ErrorCode, failure.IsRetryable));
        Assert.Equal(
            $"GetCustomModel received no response from {url} in 3 attempts: the connection was refused. Check that the service is "
            + "running and that the endpoint's port is correct.",
            failure.Message);
        Assert.Equal(0, Assert.Single(calls).StatusCode);
    }

    [Theory]
    [InlineData("{}", "modelArn")]
    [InlineData("{\"modelArn\":\"a\"}", "modelName")]
    [InlineData("null", "body")]
    public async Task Response_without_a_required_member_is_an_invalid_response(string body, string missing)
    {
        await using var server = new StandIn(Reply.Json(body));

        var failure = await FailureOf(server);

        Assert.Equal("InvalidResponse", failure.ErrorCode);
        Assert.Contains($"has no {missing}. Check that the endpoint serves Amazon Bedrock.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deployment", "{}", "customModelDeploymentArn")]
    [InlineData("deployment", "{\"customModelDeploymentArn\":\"a\"}", "modelDeploymentName")]
    [InlineData("deployment", "{\"customModelDeploymentArn\":\"\",\"modelDeploymentName\":\"n\"}", "customModelDeploymentArn")]
    [InlineData("throughput", "{}", "provisionedModelArn")]
    [InlineData("throughput", "{\"provisionedModelArn\":\"a\"}", "provisionedModelName")]
    [InlineData("models", "{\"modelSummaries\":[{}]}", "modelArn")]
    [InlineData("models", "{\"modelSummaries\":[{\"modelArn\":\"a\"}]}", "modelName")]
    [InlineData("deployments", "{\"modelDeploymentSummaries\":[{}]}", "customModelDeploymentArn")]
    [InlineData("throughputs", "{\"provisionedModelSummaries\":[{}]}", "provisionedModelArn")]
    public async Task Response_of_any_operation_without_a_required_member_is_an_invalid_response(string call, string body, string missing)
    {
        await using var server = new StandIn(Reply.Json(body));
        var client = await ClientTesting.ClientOf(server);

        var failure = await Assert.ThrowsAsync<BedrockException>(async () =>
        {
            switch (call)
            {
                case "deployment":
                    await client.GetCustomModelDeploymentAsync("m", None);
                    break;
                case "throughput":
                    await client.GetProvisionedModelThroughputAsync("m", None);
                    break;
                case "models":
                    await client.ListCustomModelsAsync(new(), None).GetAsyncEnumerator(None).MoveNextAsync();
                    break;
                case "deployments":
                    await client.ListCustomModelDeploymentsAsync(new(), None).GetAsyncEnumerator(None).MoveNextAsync();
                    break;
                default:
                    await client.ListProvisionedModelThroughputsAsync(new(), None).GetAsyncEnumerator(None).MoveNextAsync();
                    break;
            }
        });

        Assert.Equal("InvalidResponse", failure.ErrorCode);
        Assert.Contains($"has no {missing}. Check that the endpoint serves Amazon Bedrock.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AKIDEXAMPLE", "access key ...MPLE")]
    [InlineData("AKID", "access key ...")]
    [InlineData("AKIDE", "access key ...KIDE")]
    public void Keys_as_text_show_the_last_four_characters_of_the_access_key(string key, string text) =>
        Assert.Equal(text, new AccessKeys(key, "secret", null).ToString());

    [Fact]
    public async Task Redirect_is_not_followed()
    {
        await using var other = new StandIn(Reply.Model);
        await using var server = new StandIn(Reply.Text("", 307, "text/html", $"Location: {other.Url}/\r\n"));

        Assert.Equal("InvalidResponse", (await FailureOf(server)).ErrorCode);
        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData("lost", 404, "ResourceNotFoundException", true)]
    [InlineData("lost", 400, "ValidationException", true)]
    [InlineData("lost", 400, "ConflictException", true)]
    [InlineData("lost", 403, "AccessDeniedException", false)]
    [InlineData("failed", 404, "ResourceNotFoundException", false)]
    public async Task Refusal_says_whether_an_earlier_attempt_may_have_taken_effect(string first, int status, string code, bool may)
    {
        await using var server = new StandIn(
            first == "lost" ? Reply.Drop : Reply.Error(500, "InternalServerException", "x"), Reply.Error(status, code, "no"));
        var client = await ClientTesting.ClientOf(server);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => client.DeleteCustomModelAsync("m", None));

        Assert.Equal((code, may, 2), (failure.ErrorCode, failure.RefusesRepeat, server.Requests.Count));
    }

    [Fact]
    public async Task Create_retry_has_the_same_token()
    {
        await using var server = new StandIn(Reply.Drop, Reply.Created.Cut(), Reply.Created);

        await (await ClientTesting.ClientOf(server)).CreateCustomModelAsync(new CreateCustomModelRequest { ModelName = "m" }, None);

        Assert.Equal(3, server.Requests.Count);
        Assert.Single(server.Requests.Select(r => r.Body).Distinct());
    }

    private static async Task<BedrockException> FailureOf(StandIn server)
    {
        var client = await ClientTesting.ClientOf(server);
        return await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));
    }
}
