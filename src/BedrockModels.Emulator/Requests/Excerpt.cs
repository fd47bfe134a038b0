namespace BedrockModels.Emulator;

/// <summary>What a message quotes of a caller's value: all of it, unless it is absurdly long.</summary>
internal static class Excerpt
{
    private const int Longest = 1024;

    public static string Of(string text) => text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "...");
}
