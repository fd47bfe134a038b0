using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Xml;
using static BedrockModels.Client.NeighborJson;

namespace BedrockModels.Client;

/// <summary>
/// The content of an error response. The code is in the header, else in the body's <c>code</c>, else in <c>__type</c>, without a
/// namespace before <c>#</c> and an address after <c>:</c>. The authorization layer spells <c>Message</c> with a capital letter, and
/// the front end of a service that does not know an operation puts the error in <c>Output</c>, even with HTTP status 200.
/// </summary>
internal sealed record ErrorResponse(string? Code, string? Message, string? ResourceName)
{
    /// <summary>The status of the model itself; null for errors of the service.</summary>
    public int? OriginalStatus { get; private init; }

    /// <summary>Reads a response with an error status. The code is null if neither the response nor its status names an error.</summary>
    public static ErrorResponse Read(string header, ReadOnlyMemory<byte> body, int status)
    {
        var error = Read(header, body, static error => Text(error, "code") ?? Text(error, "Code") ?? Text(error, "__type"));
        return error.Code is null ? error with { Code = FindCode(status, error.Message) } : error;
    }

    /// <summary>The error in a response with a success status; null if it has none.</summary>
    public static ErrorResponse? FindInSuccess(string header, ReadOnlyMemory<byte> body)
    {
        // Successes of this API have no such member, so only errors are parsed twice.
        if (header.Length == 0 && body.Span.IndexOf("\"__type\""u8) < 0)
            return null;
        return Read(header, body, static error => Text(error, "__type")) is { Code: not null } error ? error : null;
    }

    /// <summary>
    /// Reads an error in XML: <c>Error</c>, alone or inside <c>ErrorResponse</c>. If there is no body, the status says
    /// what is wrong.
    /// </summary>
    public static ErrorResponse ReadXml(ReadOnlyMemory<byte> body, int status)
    {
        try
        {
            var root = NeighborXml.Read(body);
            var error = root.Name.LocalName == "Error" ? root : NeighborXml.Child(root, "Error");
            if (TrimCode(NeighborXml.Text(error, "Code")) is { } code)
                return new ErrorResponse(code, NeighborXml.Text(error, "Message"), null);
        }
        catch (XmlException)
        {
            // The page of a proxy, or no body.
        }

        return new ErrorResponse(
            status switch
            {
                403 => "AccessDenied",
                404 when body.IsEmpty => "NotFound",
                301 or 400 when body.IsEmpty => "PermanentRedirect",
                _ => FindCode(status, null),
            },
            null,
            null);
    }

    private static ErrorResponse Read(string header, ReadOnlyMemory<byte> body, Func<JsonElement, string?> readCode)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var error = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("Output", out var output) ? output : root;
            return new ErrorResponse(
                TrimCode(header) ?? TrimCode(readCode(error)),
                Text(error, "message") ?? Text(error, "Message"),
                Text(error, "resourceName"))
            {
                OriginalStatus = NeighborJson.Find(error, "originalStatusCode") is { ValueKind: JsonValueKind.Number } number
                    && number.TryGetInt32(out var status) ? status : null,
            };
        }
        catch (JsonException)
        {
            return new ErrorResponse(TrimCode(header), null, null);
        }
    }

    /// <summary>The code for a response that names none. Below 500, a text without a message could be of anything on the way.</summary>
    private static string? FindCode(int status, string? message)
    {
        bool Says(string text) => message?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
        return status switch
        {
            429 => ErrorCode.Throttling,
            503 => ErrorCode.ServiceUnavailable,
            >= 500 => ErrorCode.InternalServer,
            _ when message is null => null,
            _ when Says("security token included in the request is expired") => ErrorCode.ExpiredToken,
            _ when Says("security token included in the request is invalid") => ErrorCode.UnrecognizedClient,
            _ when Says("missing authentication token") => ErrorCode.MissingAuthenticationToken,
            _ when Says("request signature") || Says("signature expired") || Says("credential should be scoped") =>
                ErrorCode.InvalidSignature,
            400 => ErrorCode.Validation,
            401 or 403 => ErrorCode.AccessDenied,
            404 => ErrorCode.ResourceNotFound,
            409 => ErrorCode.Conflict,
            _ => null,
        };
    }

    /// <summary>A code starts with a letter; a gateway can repeat the HTTP status there.</summary>
    private static string? TrimCode(string? code) =>
        code?.Split(':')[0].Split('#')[^1].Trim() is { Length: > 0 } trimmed && char.IsAsciiLetter(trimmed[0]) ? trimmed : null;
}

/// <summary>An error response as an exception that the SDK's retry policy understands.</summary>
internal sealed class ErrorResponseException(string message, Exception? inner, string code, string requestId, int status)
    : AmazonServiceException(message, inner, status >= 500 ? ErrorType.Receiver : ErrorType.Sender, code, requestId, (HttpStatusCode)status)
{
    public string ResourceName { get; init; } = "";

    /// <summary>The Region of the bucket, which S3 sends with errors too; empty if it sent none.</summary>
    public string BucketRegion { get; init; } = "";

    /// <summary>The status of the model itself, in an error of the model.</summary>
    public int? OriginalStatus { get; init; }

    /// <summary>The Retry-After header; null if the service sent none.</summary>
    public RetryConditionHeaderValue? RetryAfter { get; init; }
}
