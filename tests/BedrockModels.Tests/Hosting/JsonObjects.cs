using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;

namespace BedrockModels.Tests.Hosting;

/// <summary>What ConvertFrom-Json, which the bare engine lacks, makes of JSON whose values are texts.</summary>
internal static class JsonObjects
{
    public static object? ToObject(JsonNode? node) => node switch
    {
        JsonObject members => members.Aggregate(new PSObject(), (made, member) =>
        {
            made.Properties.Add(new PSNoteProperty(member.Key, ToObject(member.Value)));
            return made;
        }),
        JsonArray items => items.Select(ToObject).ToArray(),
        _ => node?.GetValue<string>(),
    };

    /// <summary>The same with -AsHashtable.</summary>
    public static object? ToHashtable(JsonNode? node) => node switch
    {
        JsonObject members => members.Aggregate(new Hashtable(), (made, member) =>
        {
            made[member.Key] = ToHashtable(member.Value);
            return made;
        }),
        JsonArray items => items.Select(ToHashtable).ToArray(),
        _ => node?.GetValue<string>(),
    };
}
