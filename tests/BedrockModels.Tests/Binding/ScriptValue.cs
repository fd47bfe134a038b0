using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BedrockModels.Tests.Binding;

/// <summary>Values as a script passes them, written as JSON so that they fit in a table of a test.</summary>
internal static class ScriptValue
{
    /// <summary>Text, a number, an array or null. A JSON object becomes a custom object or a hashtable.</summary>
    public static object? FromJson(string json, bool asHashtable = false) => Convert(JsonNode.Parse(json), asHashtable);

    /// <summary>The result of a transformation without an engine.</summary>
    public static object? Transform(this ArgumentTransformationAttribute attribute, object? value) => attribute.Transform(null, value);

    private static object? Convert(JsonNode? node, bool asHashtable) => node switch
    {
        null => null,
        JsonArray items => items.Select(item => Convert(item, asHashtable)).ToArray(),
        JsonObject members when asHashtable => new Hashtable(members.ToDictionary(pair => pair.Key, pair => Convert(pair.Value, true)!)),
        JsonObject members => Custom(members),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.True or JsonValueKind.False => node.GetValue<bool>(),
            _ => int.TryParse(node.ToJsonString(), out var whole) ? (object)whole : node.GetValue<double>(),
        },
    };

    private static PSObject Custom(JsonObject members)
    {
        var custom = new PSObject();
        foreach (var (name, value) in members)
            custom.Properties.Add(new PSNoteProperty(name, Convert(value, false)));
        return custom;
    }
}
