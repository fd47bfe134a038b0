using System.Text.Json.Nodes;

namespace BedrockModels.Emulator;

/// <summary>A response to send, without its framing headers. If it is cut, half of the body is sent and the connection dropped.</summary>
internal sealed record HttpResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, bool Cut = false)
{
    /// <summary>A success with a response type of the protocol or a JSON node as its body; null sends an empty body.</summary>
    public static HttpResponse FromBody(int status, object? body, string requestId) => new(
        status, CreateHeaders("application/json", requestId),
        body switch
        {
            null => [],
            JsonNode node => Encoding.UTF8.GetBytes(node.ToJsonString()),
            _ => JsonSerializer.SerializeToUtf8Bytes(body, WireJson.Context.GetTypeInfo(body.GetType())!),
        });

    public static HttpResponse FromText(int status, string contentType, string text, string requestId) =>
        new(status, CreateHeaders(contentType, requestId), Encoding.UTF8.GetBytes(text));

    public static HttpResponse FromError(string code, string message, string? resourceName, string requestId, int? status = null) => new(
        status ?? ErrorCode.StatusOf(code),
        [.. CreateHeaders("application/json", requestId), new("x-amzn-ErrorType", code)],
        JsonSerializer.SerializeToUtf8Bytes(new ErrorBody(message, resourceName), WireJson.Context.ErrorBody));

    private static KeyValuePair<string, string>[] CreateHeaders(string contentType, string requestId) =>
        [new("Content-Type", contentType), new("x-amzn-RequestId", requestId)];
}
