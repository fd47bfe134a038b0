namespace BedrockModels.Emulator;

/// <summary>Valid JSON that different readers read differently: the same key twice in one object, or half of a surrogate pair.</summary>
internal static class AmbiguousJson
{
    /// <summary>Finds the first such place in valid JSON: a description and the position of its byte. Null if there is none.</summary>
    /// <remarks>With members, other keys may be there twice: they are ignored, and so is what is in them. Null checks all keys.</remarks>
    public static (string Description, int Position)? Find(ReadOnlySpan<byte> json, IReadOnlyList<Member>? members = null)
    {
        var reader = new Utf8JsonReader(json);
        var objects = new Stack<(HashSet<string> Keys, IReadOnlyList<Member>? Members)>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    objects.Push((new HashSet<string>(StringComparer.Ordinal), members));
                    break;
                case JsonTokenType.EndObject:
                    members = objects.Pop().Members;
                    break;
                case JsonTokenType.PropertyName or JsonTokenType.String:
                    if (GetString(ref reader) is not { } text)
                        return ("a string in it holds half of a surrogate pair", (int)reader.TokenStartIndex);
                    if (reader.TokenType == JsonTokenType.String)
                        break;
                    var (keys, known) = objects.Peek();
                    var member = known?.FirstOrDefault(member => member.Name == text);
                    if ((known is null || member is not null) && !keys.Add(text))
                        return ($"it has '{ServiceException.Quote(text)}' twice", (int)reader.TokenStartIndex);
                    members = known is null ? null : member is null ? [] : (member.Constraint.Item ?? member.Constraint).Members;
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
