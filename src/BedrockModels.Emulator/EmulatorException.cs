namespace BedrockModels.Emulator;

/// <summary>Why an emulator cannot start. The message is one sentence for the person who started it.</summary>
internal sealed class EmulatorException(string message, Exception? inner = null) : Exception(message, inner);
