using System.Text.Json.Nodes;

namespace BedrockModels.Emulator;

/// <summary>A response to send, without its framing headers. If it is cut, half of the body is sent and the connection dropped.</summary>
internal sealed record HttpResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, bool Cut = false)
{
    private const string RetryAfter = "Retry-After";
    private const string ErrorTypeSuffix = ":http://internal.amazon.com/coral/com.amazon.bedrock/";

    /// <summary>A success with a response type of the protocol as its body; null sends an empty body.</summary>
    public static HttpResponse FromBody(int status, object? body, string requestId) => new(
        status, CreateHeaders("application/json", requestId),
        body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body, WireJson.Context.GetTypeInfo(body.GetType())!));

    public static HttpResponse FromText(int status, string contentType, string text, string requestId) =>
        new(status, CreateHeaders(contentType, requestId), Encoding.UTF8.GetBytes(text));

    /// <summary>An error as the service sends it: its layer of authorization, which denies access, spells the member Message.</summary>
    public static HttpResponse FromError(
        string code, string message, string? resourceName, string requestId, int? status = null, bool bareErrorType = false)
    {
        var body = new JsonObject { [code == ErrorCode.AccessDenied ? "Message" : "message"] = message };
        if (code == ErrorCode.ModelError)
            body.Add("originalStatusCode", 500);
        if (resourceName is not null)
            body.Add("resourceName", resourceName);
        return new(
            status ?? ErrorCode.StatusOf(code),
            [.. CreateHeaders("application/json", requestId), new("x-amzn-ErrorType", bareErrorType ? code : code + ErrorTypeSuffix)],
            Encoding.UTF8.GetBytes(body.ToJsonString(WireJson.Context.Options)));
    }

    /// <summary>The response with what a fault adds to any response. A rate states when the client may try again.</summary>
    public HttpResponse With(FaultRule? fault) => fault is null ? this : this with
    {
        Cut = fault.Cut,
        Headers =
        [
            .. Headers.Where(header => !fault.Headers.ContainsKey(header.Key)),
            .. fault.Headers,
            .. fault.Rate is null || fault.Headers.ContainsKey(RetryAfter) ? [] : new[] { KeyValuePair.Create(RetryAfter, "1") },
        ],
    };

    private static KeyValuePair<string, string>[] CreateHeaders(string contentType, string requestId) =>
        [new("Content-Type", contentType), new("x-amzn-RequestId", requestId)];
}
