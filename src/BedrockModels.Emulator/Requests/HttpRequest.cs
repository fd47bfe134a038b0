namespace BedrockModels.Emulator;

/// <summary>A request as received: only the framing of its body is decoded, and the target is still percent-encoded.</summary>
/// <remarks>A body that is longer than the emulator reads is too long, and is empty here.</remarks>
internal sealed record HttpRequest(
    string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, bool BodyTooLong = false)
{
    /// <summary>The path, still percent-encoded.</summary>
    public string Path => Target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? Target[..at] : Target;

    /// <summary>The query, still percent-encoded.</summary>
    public string Query => Target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? Target[(at + 1)..] : "";

    /// <summary>The service that the request is for, by the scope of its signature; Bedrock if that does not name another one.</summary>
    public string Service => SignatureHeader.ServiceOf(Header("Authorization") ?? "");

    /// <summary>The value of a header; null if it is absent.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
