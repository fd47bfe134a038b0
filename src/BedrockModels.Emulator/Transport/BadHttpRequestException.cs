namespace BedrockModels.Emulator;

/// <summary>Bytes that are no HTTP request, or one that the emulator does not read. The message ends a sentence.</summary>
internal sealed class BadHttpRequestException(string why) : Exception(why);
