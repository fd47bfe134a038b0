using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>Makes answers in the service's wire form.</summary>
internal static class Answers
{
    public static HttpAnswer Success(int status, object? body, string requestId) => new(
        status, HeadersOf("application/json", requestId),
        body switch
        {
            null => [],
            JsonNode node => Encoding.UTF8.GetBytes(node.ToJsonString()),
            _ => JsonSerializer.SerializeToUtf8Bytes(body, WireJson.Context.GetTypeInfo(body.GetType())!),
        });

    public static HttpAnswer Error(string code, string message, string? resourceName, string requestId, int? status = null) => new(
        status ?? ErrorCode.StatusOf(code),
        [.. HeadersOf("application/json", requestId), new("x-amzn-ErrorType", code)],
        JsonSerializer.SerializeToUtf8Bytes(new ErrorBody { Message = message, ResourceName = resourceName }, WireJson.Context.ErrorBody));

    public static HttpAnswer Raw(int status, string contentType, string body, string requestId) =>
        new(status, HeadersOf(contentType, requestId), Encoding.UTF8.GetBytes(body));

    private static KeyValuePair<string, string>[] HeadersOf(string contentType, string requestId) =>
        [new("Content-Type", contentType), new("x-amzn-RequestId", requestId)];
}
