namespace BedrockModels;

/// <summary>Reads members of any object of a script: .NET objects, deserialized objects, custom objects, hashtables.</summary>
internal static class ObjectMembers
{
    /// <summary>The object inside a PSObject. A custom object is its own PSObject and stays as it is.</summary>
    public static object? Bare(object? value) =>
        value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;

    /// <summary>The value of a member, without regard to case; null if the member or its value is missing.</summary>
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

    /// <summary>The text of a member; null if it is missing, empty or not text.</summary>
    public static string? GetText(object? source, string name) => Get(source, name) is string { Length: > 0 } text ? text : null;

    /// <summary>Describes an object by the names of its members, for messages.</summary>
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
        return few.Count == 0 ? "no members" : string.Join(", ", few);
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
