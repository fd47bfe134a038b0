using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace BedrockModels.Client;

/// <summary>
/// The content of an error response. The code is in the header, else in the body's <c>code</c>, else in <c>__type</c>, without a
/// namespace before <c>#</c> and an address after <c>:</c>. The authorization layer spells <c>Message</c> with a capital letter.
/// </summary>
internal sealed record ErrorResponse(string? Code, string? Message, string? ResourceName)
{
    public static ErrorResponse Read(string header, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return new ErrorResponse(
                TrimCode(header) ?? TrimCode(GetText(root, "code") ?? GetText(root, "Code") ?? GetText(root, "__type")),
                GetText(root, "message") ?? GetText(root, "Message"),
                GetText(root, "resourceName"));
        }
        catch (JsonException)
        {
            return new ErrorResponse(TrimCode(header), null, null);
        }
    }

    private static string? GetText(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static string? TrimCode(string? code) =>
        code?.Split(':')[0].Split('#')[^1].Trim() is { Length: > 0 } trimmed ? trimmed : null;
}

/// <summary>An error response as an exception that the SDK's retry policy understands.</summary>
internal sealed class ServiceException(string message, Exception inner, string code, string requestId, int status)
    : AmazonServiceException(message, inner, status >= 500 ? ErrorType.Receiver : ErrorType.Sender, code, requestId, (HttpStatusCode)status)
{
    public string ResourceName { get; init; } = "";

    /// <summary>The Retry-After header; null if the service sent none.</summary>
    public RetryConditionHeaderValue? RetryAfter { get; init; }
}
