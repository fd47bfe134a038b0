using System.Runtime.CompilerServices;

namespace BedrockModels;

/// <summary>
/// What was known of an object when an identifier was taken from it: its name, its Region and itself. It stays with the very
/// string that the parameter holds, so that a parameter of strings loses nothing.
/// </summary>
internal sealed record InputNote(object Input, string? Name, string? Region)
{
    private static readonly ConditionalWeakTable<string, InputNote> Notes = [];

    public static string Attach(string identifier, InputNote note)
    {
        // A copy: two objects with one identifier keep two notes.
        var own = new string(identifier.AsSpan());
        Notes.AddOrUpdate(own, note);
        return own;
    }

    public static InputNote? Of(string identifier) => Notes.TryGetValue(identifier, out var note) ? note : null;
}

/// <summary>How messages name a resource: by its name, and by its ARN where both are known.</summary>
internal static class Labels
{
    public static string Of(string identifier) =>
        InputNote.Of(identifier)?.Name is { } name && name != identifier ? $"{name} ({identifier})" : identifier;
}
