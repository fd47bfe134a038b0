namespace BedrockModels;

/// <summary>How messages name a resource: by its name, and by its ARN where both are known.</summary>
internal static class Labels
{
    public static string Of(string identifier) =>
        InputNote.Of(identifier)?.Name is { } name && name != identifier ? $"{name} ({identifier})" : identifier;
}
