using System.Text.Json;

namespace BedrockModels.Emulator;

/// <summary>What passes as JSON, and every reader makes something else of: a key twice in one object, half of a surrogate pair.</summary>
internal static class AmbiguousJson
{
    /// <summary>Looks through valid JSON for the first such thing; says what it is, and at which byte. Null where there is none.</summary>
    public static (string What, int Position)? Find(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var keys = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    keys.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    keys.Pop();
                    break;
                case JsonTokenType.PropertyName or JsonTokenType.String:
                    if (GetString(ref reader) is not { } text)
                        return ("a string in it holds half of a surrogate pair", (int)reader.TokenStartIndex);
                    if (reader.TokenType == JsonTokenType.PropertyName && !keys.Peek().Add(text))
                        return ($"it has '{ServiceException.Quote(text)}' twice", (int)reader.TokenStartIndex);
                    break;
            }
        }

        return null;
    }

    private static string? GetString(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
