namespace BedrockModels.Emulator;

/// <summary>Valid JSON that different readers read differently: the same key twice in one object, or half of a surrogate pair.</summary>
internal static class AmbiguousJson
{
    /// <summary>Finds the first such place in valid JSON: a description and the position of its byte. Null if there is none.</summary>
    public static (string Description, int Position)? Find(ReadOnlySpan<byte> json)
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
