using System.Text.Unicode;

namespace BedrockModels.Emulator;

/// <summary>Reads the members of a request from its label, query and body. An unreadable request is a ValidationException.</summary>
internal static class InputReader
{
    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 32 };

    public static Input Read(Operation operation, string? label, string query, byte[] body)
    {
        var parameters = ReadQuery(query);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        JsonElement? element = null;
        foreach (var member in operation.Members)
        {
            if (member.Location == MemberLocation.Label)
                texts[member.Name] = label!;
            else if (member.Location == MemberLocation.Query && parameters.Remove(member.Name, out var text))
                texts[member.Name] = text;
            else if (member.Location == MemberLocation.Body)
                element ??= ReadBody(body);
        }

        return new Input(texts, element, [.. parameters.Keys]);
    }

    private static Dictionary<string, string> ReadQuery(string query)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Uri.UnescapeDataString(at < 0 ? pair : pair[..at]);
            if (!parameters.TryAdd(name, at < 0 ? "" : Uri.UnescapeDataString(pair[(at + 1)..])))
                throw Malformed($"the query names '{ServiceException.Quote(name)}' twice.");
        }

        return parameters;
    }

    private static JsonElement ReadBody(byte[] body)
    {
        if (body.Length == 0)
            body = "{}"u8.ToArray();
        if (!Utf8.IsValid(body))
            throw Malformed("it is not valid UTF-8.");
        try
        {
            using var document = JsonDocument.Parse(body, JsonOptions);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw Malformed("it is not a JSON object.");
            if (AmbiguousJson.Find(body) is { } ambiguity)
                throw Malformed(ambiguity.Description + ".");
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw Malformed($"it is not valid JSON, at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }
    }

    private static ServiceException Malformed(string reason) => ServiceException.Validation("The request cannot be read: " + reason);
}
