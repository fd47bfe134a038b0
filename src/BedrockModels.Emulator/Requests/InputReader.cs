using System.Text.Unicode;

namespace BedrockModels.Emulator;

/// <summary>Reads the members of a request from its label, query and body. An unreadable request is a ValidationException.</summary>
internal static class InputReader
{
    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 32 };

    public static Input Read(Operation operation, string? label, string query, byte[] body)
    {
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .ToLookup(pair => Uri.UnescapeDataString(pair[0]), pair => pair.Length == 2 ? Uri.UnescapeDataString(pair[1]) : "");
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        JsonElement? element = null;
        foreach (var member in operation.Members)
        {
            if (member.Location == MemberLocation.Label)
                texts[member.Name] = label!;
            else if (member.Location == MemberLocation.Body)
                element ??= ReadBody(body, operation.Members);
            else if (parameters[member.Name].ToList() is [var text, .. var more])
                texts[member.Name] = more.Count == 0 ? text : throw Malformed($"the query names '{member.Name}' twice.");
        }

        var unknown = parameters.Select(parameter => parameter.Key).Where(name => !texts.ContainsKey(name));
        return new Input(label, texts, element, [.. unknown]);
    }

    private static JsonElement ReadBody(byte[] body, IReadOnlyList<Member> members)
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
            if (AmbiguousJson.Find(body, members) is { } ambiguity)
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
