namespace BedrockModels.Emulator;

/// <summary>The members of a request by name, from the label, the query and the body.</summary>
/// <remarks>Handlers read them after <see cref="InputValidator"/> has accepted them; a JSON null counts as absent.</remarks>
internal sealed class Input(
    string? label, IReadOnlyDictionary<string, string> texts, JsonElement? body, IReadOnlyList<string> unknownParameters)
{
    /// <summary>The decoded label of the path; null if the operation has none.</summary>
    public string? Label => label;

    /// <summary>The members of the label and the query, as text.</summary>
    public IReadOnlyDictionary<string, string> Texts => texts;

    /// <summary>The members of the body; null if the operation has no body.</summary>
    public JsonElement? Body => body;

    /// <summary>The query parameters that the operation does not have.</summary>
    public IReadOnlyList<string> UnknownParameters => unknownParameters;

    /// <summary>The name or the ARN of the request's resource; null if the request has none.</summary>
    public string? Resource =>
        Text("modelName") ?? Text("modelDeploymentName") ?? Text("provisionedModelName") ?? Text("resourceARN") ?? Label;

    /// <summary>The ARN that a request to the runtime asks; null for other requests, of which some have a member of that name.</summary>
    public string? AskedModel => Texts.GetValueOrDefault("modelId");

    /// <summary>The ARN of the model package of a new model; null if it is absent.</summary>
    public string? Package => TextAt(Element("customModelDataSource"), "modelPackageArnDataSource", "modelPackageArn");

    /// <summary>The S3 URI of a new model; null if it is absent.</summary>
    public string? S3Uri => TextAt(Element("modelSourceConfig"), "s3DataSource", "s3Uri");

    /// <summary>The tags that the request gives or adds, as <c>key=value</c>; null if it has none. It need not be validated.</summary>
    public IEnumerable<string>? TagTexts => (Element("modelTags") ?? Element("tags")) is { ValueKind: JsonValueKind.Array } tags
        ? tags.EnumerateArray().Select(tag => $"{TextAt(tag, "key")}={TextAt(tag, "value")}") : null;

    /// <summary>A member of the body; null if it is absent or null.</summary>
    public JsonElement? Element(string name) =>
        Body is { } body && body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A string; null if it is absent.</summary>
    public string? Text(string name) =>
        Texts.TryGetValue(name, out var text) ? text
        : Element(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A string that the validator has required.</summary>
    public string Required(string name) => Text(name)!;

    public int? Number(string name) => Texts.TryGetValue(name, out var text) ? ParseInteger(text) : Element(name)?.GetInt32();

    public DateTimeOffset? Time(string name) => Texts.TryGetValue(name, out var text) && Iso8601.TryParse(text, out var time) ? time : null;

    public bool? Flag(string name) => Texts.TryGetValue(name, out var text) ? ParseBoolean(text) : null;

    /// <summary>A list of tags in its order; null if it is absent.</summary>
    public IReadOnlyList<ResourceTag>? Tags(string name) => Element(name)?.Deserialize(WireJson.Context.IReadOnlyListResourceTag);

    /// <summary>A list of strings; empty if it is absent.</summary>
    public IReadOnlyList<string> Strings(string name) =>
        Element(name) is { } list ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];

    private static string? TextAt(JsonElement? element, params string[] path)
    {
        foreach (var name in path)
            element = element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var child) ? child : null;
        return element is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
    }

    /// <summary>An integer of a label or query; null if the text is not one.</summary>
    public static int? ParseInteger(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A Boolean of a label or query; null if the text is not one.</summary>
    public static bool? ParseBoolean(string text) => text is "true" or "false" ? text == "true" : null;
}
