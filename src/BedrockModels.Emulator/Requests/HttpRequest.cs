namespace BedrockModels.Emulator;

/// <summary>A request as received: only the framing of its body is decoded.</summary>
/// <param name="Method">The method, in its original case.</param>
/// <param name="Target">The path and the query, still percent-encoded.</param>
/// <param name="Headers">The headers, in their order.</param>
/// <param name="Body">The body; empty if there is none.</param>
/// <param name="BodyTooLong">Whether the body is longer than the emulator reads. <paramref name="Body"/> is then empty.</param>
internal sealed record HttpRequest(
    string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, bool BodyTooLong = false)
{
    /// <summary>The path, still percent-encoded.</summary>
    public string Path => Target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? Target[..at] : Target;

    /// <summary>The query, still percent-encoded.</summary>
    public string Query => Target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? Target[(at + 1)..] : "";

    /// <summary>The value of a header; null if it is absent.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
