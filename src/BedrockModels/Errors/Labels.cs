namespace BedrockModels;

/// <summary>The name of a resource in messages, followed by its ARN if both are known.</summary>
internal static class Labels
{
    public static string For(string identifier) =>
        InputNote.Find(identifier)?.Name is { } name && name != identifier ? $"{name} ({identifier})" : identifier;

    /// <summary>The same for prompts, with the name in quotes.</summary>
    public static string Quoted(string identifier) => InputNote.Find(identifier)?.Name is { } name && name != identifier
        ? $"{InputText.Quote(name)} ({identifier})"
        : $"'{identifier}'";
}
