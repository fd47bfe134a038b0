using System.Text.Json;
using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>
/// The members of a request by name, wherever they travelled. Handlers read it after <see cref="InputValidator"/> has
/// passed it; a JSON null counts as absent.
/// </summary>
internal sealed class Input(IReadOnlyDictionary<string, string> texts, JsonElement? body, IReadOnlyList<string> unknownParameters)
{
    /// <summary>The members of the label and the query, as text.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; } = texts;

    /// <summary>The members of the body; null where there is none.</summary>
    public JsonElement? Body { get; } = body;

    /// <summary>The query parameters that the operation does not have.</summary>
    public IReadOnlyList<string> UnknownParameters { get; } = unknownParameters;

    /// <summary>A member of the body; null where it is absent or null.</summary>
    public JsonElement? Element(string name) =>
        Body is { } body && body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A string; null where it is absent.</summary>
    public string? Text(string name) =>
        Texts.TryGetValue(name, out var text) ? text
        : Element(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>The name or the ARN of the resource that the request is about; null where it is about none.</summary>
    public string? Resource =>
        Text("modelName") ?? Text("modelDeploymentName") ?? Text("provisionedModelName") ?? Text("resourceARN")
        ?? Text("modelIdentifier") ?? Text("provisionedModelId") ?? Text("customModelDeploymentIdentifier");

    /// <summary>A string that the validator has found to be there.</summary>
    public string Required(string name) => Text(name)!;

    public int? Number(string name) =>
        Texts.TryGetValue(name, out var text) ? WireValue.ParseInteger(text) : Element(name)?.GetInt32();

    public DateTimeOffset? Time(string name) =>
        Texts.TryGetValue(name, out var text) && Iso8601.TryParse(text, out var time) ? time : null;

    public bool? Flag(string name) => Texts.TryGetValue(name, out var text) ? WireValue.ParseBoolean(text) : null;

    /// <summary>A list of tags, in its order; null where it is absent.</summary>
    public IReadOnlyList<ResourceTag>? Tags(string name) => Element(name)?.Deserialize(WireJson.Context.IReadOnlyListResourceTag);

    /// <summary>A list of strings; empty where it is absent.</summary>
    public IReadOnlyList<string> Strings(string name) =>
        Element(name) is { } list ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];
}
