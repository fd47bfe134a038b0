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

    [Theory]
    [InlineData("""{"__type":"com.amazon.bedrock#ConflictException","Message":"capital"}""", "ConflictException", "capital")]
    [InlineData("""{"code":"ConflictException","__type":"Other","message":"m"}""", "ConflictException", "m")]
    [InlineData("""{"Code":"ConflictException","__type":"Other","message":"m"}""", "ConflictException", "m")]
    [InlineData("""{"code":"ConflictException","Code":"Other","message":"m","Message":"n"}""", "ConflictException", "m")]
    [InlineData("""{"code":"ns#ConflictException:http://x","message":"m"}""", "ConflictException", "m")]
    [InlineData("""{"Output":{"__type":"ns#ConflictException","message":"m"},"Version":"1.0"}""", "ConflictException", "m")]
    [InlineData("\uFEFF{\"code\":\"ConflictException\",\"message\":\"m\"}", "ConflictException", "m")]
    public async Task Error_code_is_read_from_the_body_when_the_header_is_missing(string body, string code, string message)
    {
        await using var server = new StandIn(Reply.Json(body, 400));

        var failure = await FailureOf(server);

        Assert.Equal((code, message), (failure.ErrorCode, failure.Message));
    }

    [Theory]
    [InlineData(400, "the words", "ValidationException", 1)]
    [InlineData(401, "the words", "AccessDeniedException", 1)]
    [InlineData(403, "the words", "AccessDeniedException", 1)]
    [InlineData(404, "the words", "ResourceNotFoundException", 1)]
    [InlineData(409, "the words", "ConflictException", 1)]
    [InlineData(429, "the words", "ThrottlingException", 3)]
    [InlineData(500, "the words", "InternalServerException", 3)]
    [InlineData(503, "the words", "ServiceUnavailableException", 3)]
    [InlineData(403, "Missing Authentication Token", "MissingAuthenticationTokenException", 1)]
    public async Task Error_without_a_code_keeps_its_message_and_gets_the_code_of_its_status(
        int status, string words, string code, int attempts)
    {
        foreach (var body in new[] { $$"""{"message":"{{words}}"}""", $$"""{"Message":"{{words}}","code":"{{status}}"}""" })
        {
            await using var server = new StandIn(Reply.Json(body, status));

            var failure = await FailureOf(server);

            Assert.Equal((code, words, status, attempts), (failure.ErrorCode, failure.Message, failure.StatusCode, server.Requests.Count));
        }
    }

    [Theory]
    [InlineData("The security token included in the request is expired", "ExpiredTokenException", "has expired")]
    [InlineData("The security token included in the request is invalid.", "UnrecognizedClientException", "rejected the access key")]
    [InlineData("The request signature we calculated does not match the signature", "InvalidSignatureException", "The secret key from")]
    [InlineData("Signature expired: 20260101T000000Z is now earlier than 20260101T000500Z", "InvalidSignatureException", "clock")]
    [InlineData("Credential should be scoped to a valid region.", "InvalidSignatureException", "Region of the signature")]
    public async Task Authentication_error_without_a_code_is_recognized_by_its_message(string words, string code, string expected)
    {
        await using var server = new StandIn(Reply.Json($$"""{"message":"{{words}}"}""", 403));

        var failure = await FailureOf(server);

        Assert.Equal(code, failure.ErrorCode);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_without_a_code_and_with_an_unusual_status_is_an_invalid_response_that_keeps_the_message()
    {
        await using var server = new StandIn(Reply.Json("""{"message":"Method not allowed."}""", 405));

        var failure = await FailureOf(server);

        Assert.Equal(
            (
                "InvalidResponse",
                "The response to GetCustomModel is HTTP 405 without an error code: Method not allowed. Check that the endpoint serves "
                + "Amazon Bedrock."),
            (failure.ErrorCode, failure.Message));
    }

    [Fact]
    public async Task Text_of_a_proxy_is_quoted_in_one_short_line()
    {
        await using var server = new StandIn(
            Reply.Text("Blocked by\r\nthe proxy. " + new string('x', 500), 403, "text/plain; charset=utf-8"));

        var failure = await FailureOf(server);

        Assert.Equal("InvalidResponse", failure.ErrorCode);
        Assert.Contains("is HTTP 403 with the text 'Blocked by the proxy. xxx", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.Message.Length, 200, 400);
    }

    [Fact]
    public async Task Success_with_a_member_name_of_an_error_deep_inside_is_a_success()
    {
        await using var server = new StandIn(Reply.Json("""{"tags":[{"key":"__type","value":"ValidationException"}]}"""));

        var tags = await (await ClientTesting.ClientOf(server)).ListTagsForResourceAsync(Reply.Arn, None);

        Assert.Equal("__type", Assert.Single(tags).Key);
    }

    [Fact]
    public async Task TooManyTagsException_keeps_the_resource_name()
    {
        await using var server = new StandIn(Reply.Json("""{"__type":"TooManyTagsException","message":"m","resourceName":"r"}""", 400));

        Assert.Equal("r", (await FailureOf(server)).ResourceName);
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
    [InlineData("<html>hello</html>", "text/html", "an HTML page")]
    [InlineData("[]", "application/json", "a body")]
    [InlineData("{\"modelArn\":7}", "application/json", "a body")]
    [InlineData("", "application/json", "a body")]
    public async Task Success_of_another_API_is_an_invalid_response_and_not_retried(string body, string type, string kind)
    {
        await using var server = new StandIn(Reply.Text(body, 200, type));

        var failure = await FailureOf(server);

        Assert.Equal(
            ("InvalidResponse", 200, "request-1", 1), (failure.ErrorCode, failure.StatusCode, failure.RequestId, server.Requests.Count));
        Assert.Contains(kind, failure.Message, StringComparison.Ordinal);
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
    [InlineData(404, "InvalidResponse", 1)]
    [InlineData(500, "InternalServerException", 3)]
    [InlineData(502, "InternalServerException", 3)]
    [InlineData(503, "ServiceUnavailableException", 3)]
    [InlineData(429, "ThrottlingException", 3)]
    public async Task Error_page_gets_its_code_from_the_status(int status, string code, int attempts)
    {
        await using var server = new StandIn(Reply.Text("<html>", status, "text/html"));

        var failure = await FailureOf(server);

        Assert.Equal((code, status, attempts), (failure.ErrorCode, failure.StatusCode, server.Requests.Count));
    }

    [Fact]
    public async Task Delete_that_finds_nothing_succeeds_when_the_first_response_was_lost()
    {
        await using var server = new StandIn(Reply.Drop, Reply.Error(404, "ResourceNotFoundException", "gone"));

        await (await ClientTesting.ClientOf(server)).DeleteCustomModelAsync("m", None);

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Delete_that_finds_nothing_fails_when_the_first_response_was_an_error()
    {
        await using var server = new StandIn(
            Reply.Error(500, "InternalServerException", "x"), Reply.Error(404, "ResourceNotFoundException", "gone"));
        var client = await ClientTesting.ClientOf(server);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => client.DeleteCustomModelAsync("m", None));

        Assert.Equal("ResourceNotFoundException", failure.ErrorCode);
    }

    [Fact]
    public async Task Create_retry_has_the_same_token()
    {
        await using var server = new StandIn(Reply.Drop, Reply.Created.Cut(), Reply.Created);

        await (await ClientTesting.ClientOf(server)).CreateCustomModelAsync(new CreateCustomModelRequest { ModelName = "m" }, None);

        Assert.Equal(3, server.Requests.Count);
        Assert.Single(server.Requests.Select(r => r.Body).Distinct());
    }

    [Theory]
    [InlineData(403, "ExpiredTokenException", "The security token included in the request is expired", "has expired")]
    [InlineData(403, "UnrecognizedClientException", "The security token included in the request is invalid.", "rejected the access key")]
    [InlineData(
        403,
        "InvalidSignatureException",
        "The request signature we calculated does not match. The Canonical String should have been 'x-amz-security-token:SECRET'",
        "secret key")]
    [InlineData(403, "InvalidSignatureException", "Signature expired: 20260101T000000Z is now earlier than 20260101T000500Z", "clock")]
    [InlineData(
        403,
        "InvalidSignatureException",
        "Credential should be scoped to a valid region.",
        "the request was signed for us-east-1, but http://127.0.0.1:")]
    [InlineData(
        403,
        "InvalidSignatureException",
        "Credential should be scoped to correct service: 'bedrock'.",
        "signed for us-east-1: Credential should be scoped to correct service: 'bedrock'. Check the endpoint (http://127.0.0.1:")]
    [InlineData(
        403,
        "InvalidSignatureException",
        "'Host' must be a 'SignedHeader' in the AWS Authorization.",
        ": 'Host' must be a 'SignedHeader' in the AWS Authorization. Check the endpoint")]
    [InlineData(
        400,
        "IncompleteSignatureException",
        "Authorization header requires 'Signature' parameter.",
        ": Authorization header requires 'Signature' parameter. Check the endpoint")]
    [InlineData(403, "SignatureDoesNotMatch", "The request signature we calculated does not match SECRET", "secret key from -AccessKey")]
    public async Task Authentication_errors_say_what_to_do_and_show_nothing_signed(int status, string code, string words, string expected)
    {
        await using var server = new StandIn(Reply.Error(status, code, words));

        var failure = await FailureOf(server);

        Assert.Equal(code, failure.ErrorCode);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    private static async Task<BedrockException> FailureOf(StandIn server)
    {
        var client = await ClientTesting.ClientOf(server);
        return await Assert.ThrowsAsync<BedrockException>(() => client.GetCustomModelAsync("m", None));
    }
}
