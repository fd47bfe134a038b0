using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Amazon.Runtime;

namespace BedrockModels.Client;

/// <summary>
/// What an error answer says. The code stands in the header, else in the body's <c>code</c>, else in <c>__type</c>; a namespace
/// before <c>#</c> and an address after <c>:</c> are cut off. The authorization layer writes <c>Message</c> with a capital.
/// </summary>
internal sealed record ErrorResponse(string? Code, string? Message, string? ResourceName)
{
    public static ErrorResponse Read(string header, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? new ErrorResponse(
                    Bare(header) ?? Bare(Text(root, "code") ?? Text(root, "Code") ?? Text(root, "__type")),
                    Text(root, "message") ?? Text(root, "Message"),
                    Text(root, "resourceName"))
                : new ErrorResponse(Bare(header), null, null);
        }
        catch (JsonException)
        {
            return new ErrorResponse(Bare(header), null, null);
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string? Bare(string? code)
    {
        if (string.IsNullOrEmpty(code))
            return null;
        var bare = code.Split(':')[0];
        bare = bare[(bare.LastIndexOf('#') + 1)..].Trim();
        return bare.Length > 0 ? bare : null;
    }
}

/// <summary>An error that the endpoint answered, in the form that the SDK's retry policy judges.</summary>
internal sealed class ServiceException(string message, Exception inner, string code, string requestId, int status)
    : AmazonServiceException(message, inner, status >= 500 ? ErrorType.Receiver : ErrorType.Sender, code, requestId, (HttpStatusCode)status)
{
    public string ResourceName { get; init; } = "";

    /// <summary>When the service asks to be called again, where it says so.</summary>
    public RetryConditionHeaderValue? RetryAfter { get; init; }
}
