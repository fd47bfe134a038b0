namespace BedrockModels.Tests.Client;

/// <summary>The code and the message of an error, whatever part of the response has them.</summary>
public sealed class ErrorResponseTests
{
    private static readonly CancellationToken None = CancellationToken.None;

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
