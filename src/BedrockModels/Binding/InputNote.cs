using System.Runtime.CompilerServices;

namespace BedrockModels;

/// <summary>
/// The name and Region of the object that an identifier came from, and the object itself. The note belongs to the string instance in the
/// parameter, so a parameter of type string keeps this information.
/// </summary>
internal sealed record InputNote(object Input, string? Name, string? Region)
{
    /// <summary>False if the object has no identifier, so that the text only describes it.</summary>
    public bool IsReadable { get; init; } = true;

    private static readonly ConditionalWeakTable<string, InputNote> Notes = [];

    public static string Attach(string identifier, InputNote note)
    {
        // A new instance, because two objects with the same identifier have two notes.
        var own = new string(identifier.AsSpan());
        Notes.AddOrUpdate(own, note);
        return own;
    }

    /// <summary>
    /// Whether an identifier came in an object of this module, also one that a job or a file sent. It is the service's own, so it is sent
    /// as it is, even if its form is unknown today.
    /// </summary>
    public static bool IsFromService(string identifier) =>
        Find(identifier) is { IsReadable: true, Input: var input }
        && PSObject.AsPSObject(input).TypeNames.Any(type => type.StartsWith("BedrockModels.", StringComparison.Ordinal)
            || type.StartsWith("Deserialized.BedrockModels.", StringComparison.Ordinal));

    public static InputNote? Find(string identifier) => Notes.TryGetValue(identifier, out var note) ? note : null;
}
