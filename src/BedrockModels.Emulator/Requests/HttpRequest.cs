namespace BedrockModels.Emulator;

/// <summary>A request as it came over the wire: nothing is decoded yet but the framing of its body.</summary>
/// <param name="Method">The method, in the case it came in.</param>
/// <param name="Target">The path and the query, still percent-encoded.</param>
/// <param name="Headers">The headers, in their order.</param>
/// <param name="Body">The body; empty where there is none.</param>
/// <param name="BodyTooLong">Whether the body was longer than the emulator reads; it is then empty.</param>
internal sealed record HttpRequest(
    string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, bool BodyTooLong = false)
{
    /// <summary>The path, still percent-encoded.</summary>
    public string Path => Target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? Target[..at] : Target;

    /// <summary>The query, still percent-encoded.</summary>
    public string Query => Target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? Target[(at + 1)..] : "";

    /// <summary>The value of a header; null where it is absent.</summary>
    public string? Header(string name)
    {
        foreach (var (key, value) in Headers)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }
}
