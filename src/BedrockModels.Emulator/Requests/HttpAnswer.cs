namespace BedrockModels.Emulator;

/// <summary>An answer to send.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers, without those of the framing.</param>
/// <param name="Body">The body.</param>
/// <param name="Cut">Whether to send half of the body and drop the connection.</param>
internal sealed record HttpAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, bool Cut = false);
