using System.Text.Json.Serialization.Metadata;

namespace BedrockModels.Emulator;

/// <summary>Finds the member of a state file that does not exist. The serializer names it only in the text of its exception.</summary>
internal static class UnknownMember
{
    /// <summary>A sentence about the member at the end of a path of the serializer, with the members that exist; else null.</summary>
    public static string? Describe(ReadOnlySpan<byte> json, string? path)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToArray());
            var unknown = Find(document.RootElement, StateJson.Context.EmulatorState);
            return unknown is var (name, type) && (path?.EndsWith("." + name, StringComparison.Ordinal) == true
                    || path?.EndsWith($"['{name}']", StringComparison.Ordinal) == true)
                ? $"the member '{ServiceException.Quote(name)}' is unknown; the members are "
                    + string.Join(", ", type.Properties.Select(property => property.Name))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (string Name, JsonTypeInfo Type)? Find(JsonElement element, JsonTypeInfo type)
    {
        if (element.ValueKind == JsonValueKind.Array && type.Kind == JsonTypeInfoKind.Enumerable)
            return element.EnumerateArray().Select(item => Find(item, ItemType(type))).FirstOrDefault(found => found is not null);
        if (element.ValueKind != JsonValueKind.Object || type.Kind is not (JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary))
            return null;
        foreach (var member in element.EnumerateObject())
        {
            var inner = type.Kind == JsonTypeInfoKind.Dictionary
                ? ItemType(type)
                : type.Properties.FirstOrDefault(property => property.Name == member.Name) is { } known ? Info(known.PropertyType) : null;
            var found = inner is null ? (member.Name, type) : Find(member.Value, inner);
            if (found is not null)
                return found;
        }

        return null;
    }

    private static JsonTypeInfo ItemType(JsonTypeInfo type) => Info(type.Type.GetElementType() ?? type.Type.GetGenericArguments()[^1]);

    private static JsonTypeInfo Info(Type type) => StateJson.Context.Options.GetTypeInfo(type);
}
