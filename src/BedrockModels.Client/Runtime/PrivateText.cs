using System.Text.Json;

namespace BedrockModels.Client;

/// <summary>Keeps prompts out of messages, because a service can quote the request that it rejects.</summary>
internal static class PrivateText
{
    private const int ShortestPart = 16;
    private const int ShortestText = 4;

    /// <summary>Replaces each longer part that a message has in common with a private text, and each private text of a few words.</summary>
    public static string Redact(string message, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return message;
        var hidden = new bool[message.Length];
        foreach (var text in texts.Where(text => text.Length >= ShortestText))
            Mark(message, text, hidden);
        return string.Concat(message.Select((c, at) => !hidden[at] ? $"{c}" : at == 0 || !hidden[at - 1] ? "***" : ""));
    }

    /// <summary>The texts of a JSON body, without the roles of its messages.</summary>
    public static IEnumerable<string> In(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [NeighborJson.Decode(json)],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(In),
        JsonValueKind.Object => json.EnumerateObject().Where(member => !IsRole(member)).SelectMany(member => In(member.Value)),
        _ => [],
    };

    private static bool IsRole(JsonProperty member)
    {
        try
        {
            return member.Name == "role";
        }
        catch (InvalidOperationException)
        {
            // .NET refuses a name with half a character.
            return false;
        }
    }

    private static void Mark(string message, string text, bool[] hidden)
    {
        var length = Math.Min(text.Length, ShortestPart);
        for (var at = 0; at + length <= message.Length; at++)
        {
            if (text.Contains(message.AsSpan(at, length).ToString(), StringComparison.Ordinal)
                && (length == ShortestPart || IsWord(message, at, at + length)))
            {
                hidden.AsSpan(at, length).Fill(true);
            }
        }
    }

    /// <summary>Whether a part is not inside a longer word: 'ping' is not a part of 'mapping'.</summary>
    private static bool IsWord(string message, int start, int end) =>
        (start == 0 || !char.IsLetterOrDigit(message[start - 1])) && (end == message.Length || !char.IsLetterOrDigit(message[end]));
}
