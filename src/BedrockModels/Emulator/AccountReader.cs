using System.Text.Json.Nodes;

namespace BedrockModels;

/// <summary>Reads -Account: tables of named things, each with settings of its own. An empty table ($null) has their defaults.</summary>
internal static class AccountReader
{
    /// <exception cref="EmulatorException">A setting does not exist, or its value is not valid.</exception>
    public static EmulatorAccount Read(IDictionary source) => (EmulatorAccount)ReadSettings("Account", source, typeof(EmulatorAccount));

    private static object ReadSettings(string what, object source, Type type)
    {
        var settings = new SettingReader(what, source);
        var members = type.GetProperties().Where(member => member.CanWrite).ToList();
        settings.RefuseUnknown([.. members.Select(member => member.Name)]);
        var result = Activator.CreateInstance(type)!;
        foreach (var member in members)
        {
            if (ObjectMembers.Get(source, member.Name) is { } value)
                member.SetValue(result, ReadValue($"{what} setting {member.Name}", settings, member, value));
        }

        return result;
    }

    private static object ReadValue(string what, SettingReader settings, PropertyInfo member, object value)
    {
        if (member.PropertyType == typeof(JsonNode))
            return ToJson(value)!;
        if (member.PropertyType.GenericTypeArguments is not [_, var item] || !typeof(IDictionary).IsAssignableFrom(member.PropertyType))
            return settings.Get(member.Name, member.PropertyType)!;
        var table = (IDictionary)Activator.CreateInstance(member.PropertyType)!;
        foreach (DictionaryEntry entry in TableOf(value) ?? throw EmulatorRefusals.NotATable(what))
        {
            var name = entry.Key.ToString()!;
            table[name] = item == typeof(JsonNode) ? ToJson(entry.Value)
                : item == typeof(double) ? new SettingReader("Account", value).Get(name, item)
                    ?? throw EmulatorRefusals.InvalidSetting("Account", name, "", item)
                : ReadSettings(member.Name, TableOf(entry.Value) ?? throw EmulatorRefusals.NotSettings($"{what} '{name}'"), item);
        }

        return table;
    }

    /// <summary>A hashtable, the properties of a custom object, or an empty table for $null; null if it is anything else.</summary>
    private static IDictionary? TableOf(object? value) => ObjectMembers.Bare(value) switch
    {
        null => new Hashtable(),
        PSObject custom => custom.Properties.ToDictionary(property => property.Name, property => property.Value),
        var other => other as IDictionary,
    };

    /// <summary>Any value of a script as JSON. Bytes are an object with their Base64, as in a state file.</summary>
    private static JsonNode? ToJson(object? value) => ObjectMembers.Bare(value) switch
    {
        null => null,
        byte[] bytes => new JsonObject { ["base64"] = Convert.ToBase64String(bytes) },
        IDictionary table => new JsonObject(table.Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create(entry.Key.ToString()!, ToJson(entry.Value)))),
        PSObject custom => new JsonObject(custom.Properties.Select(property => KeyValuePair.Create(property.Name, ToJson(property.Value)))),
        IEnumerable list and not string => new JsonArray([.. list.Cast<object?>().Select(ToJson)]),
        bool flag => JsonValue.Create(flag),
        int or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        double or decimal => JsonValue.Create(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        var other => JsonValue.Create(other.ToString()),
    };
}
