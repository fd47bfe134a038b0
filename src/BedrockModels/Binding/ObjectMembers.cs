using System.Collections;
using System.Management.Automation;

namespace BedrockModels;

/// <summary>Reads members of whatever a script can hold: objects, deserialised objects, custom objects, hashtables.</summary>
internal static class ObjectMembers
{
    public static object? Bare(object? value) => value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;

    /// <summary>A member's value, whatever the case of its name; null where it is not there or not given.</summary>
    public static object? Get(object? source, string name)
    {
        switch (Bare(source))
        {
            case null:
                return null;
            case IDictionary dictionary:
                var key = dictionary.Keys.OfType<string>().FirstOrDefault(k => k.Equals(name, StringComparison.OrdinalIgnoreCase));
                return key is null ? null : Bare(dictionary[key]);
            default:
                return Bare(ValueOf(PSObject.AsPSObject(source).Properties[name]));
        }
    }

    /// <summary>A member's text; null where it is not there, not a text, or empty.</summary>
    public static string? GetText(object? source, string name) => Get(source, name) is string { Length: > 0 } text ? text : null;

    /// <summary>The names of the members, for a sentence about what was found.</summary>
    public static string Describe(object? source) => Bare(source) switch
    {
        null => "nothing",
        IDictionary dictionary => $"a hashtable with {Names(dictionary.Keys.Cast<object>().Select(key => key.ToString() ?? ""))}",
        PSObject custom => $"an object with {Names(custom.Properties.Select(property => property.Name))}",
        var other => $"a {other.GetType().FullName}",
    };

    private static string Names(IEnumerable<string> names)
    {
        var few = names.Take(4).ToList();
        return few.Count == 0 ? "nothing in it" : string.Join(", ", few);
    }

    private static object? ValueOf(PSPropertyInfo? property)
    {
        try
        {
            return property?.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }
}
