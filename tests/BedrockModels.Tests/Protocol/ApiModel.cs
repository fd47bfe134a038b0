using System.Text.Json.Nodes;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Protocol;

/// <summary>
/// The excerpt of the public API model in <c>api-model.json</c>; its head names the version. The code is checked against it.
/// </summary>
internal static class ApiModel
{
    private static readonly JsonNode Root =
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "BedrockModels.Tests", "Protocol", "api-model.json")))!;

    public static JsonObject Operations { get; } = Root["operations"]!.AsObject();

    /// <summary>The HTTP status of each error that the operations can return.</summary>
    public static JsonObject Errors { get; } = Root["errors"]!.AsObject();

    /// <summary>The form of a host's URL, for each of the four kinds of endpoint.</summary>
    public static JsonObject Endpoints { get; } = Root["endpoints"]!.AsObject();

    public static JsonObject Partitions { get; } = Root["partitions"]!.AsObject();

    public static JsonNode Shape(string name) => Root["shapes"]![name]!;

    /// <summary>The shape of what an operation receives or returns.</summary>
    public static JsonNode Input(string operation) => Shape((string)Operations[operation]!["input"]!);

    public static JsonNode Output(string operation) => Shape((string)Operations[operation]!["output"]!);

    /// <summary>The members of a structure: their names, where a request carries them, and their shapes.</summary>
    public static IEnumerable<(string Name, string Location, string Shape)> Members(JsonNode structure) => structure["members"]!.AsObject()
        .Select(member => member.Value is JsonObject elsewhere
            ? ((string)elsewhere["locationName"]!, (string)elsewhere["location"]!, (string)elsewhere["shape"]!)
            : (member.Key, "body", (string)member.Value!));

    public static bool IsRequired(JsonNode structure, string member) =>
        structure["required"] is JsonArray required && required.Any(name => (string)name! == member);

    public static IReadOnlyList<string> Strings(JsonNode? array) => array is null ? [] : [.. array.AsArray().Select(text => (string)text!)];
}
