using System.Text.Json;

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
