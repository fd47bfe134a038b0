using System.Runtime.CompilerServices;

namespace BedrockModels;

/// <summary>
/// The name and Region of the object that an identifier came from, and the object itself. The note belongs to the string instance in the
/// parameter, so a parameter of type string keeps this information.
/// </summary>
internal sealed record InputNote(object Input, string? Name, string? Region)
{
    private static readonly ConditionalWeakTable<string, InputNote> Notes = [];

    public static string Attach(string identifier, InputNote note)
    {
        // A new instance, because two objects with the same identifier have two notes.
        var own = new string(identifier.AsSpan());
        Notes.AddOrUpdate(own, note);
        return own;
    }

    public static InputNote? Find(string identifier) => Notes.TryGetValue(identifier, out var note) ? note : null;
}

/// <summary>The name of a resource in messages, followed by its ARN if both are known.</summary>
internal static class Labels
{
    public static string For(string identifier) =>
        InputNote.Find(identifier)?.Name is { } name && name != identifier ? $"{name} ({identifier})" : identifier;
}
