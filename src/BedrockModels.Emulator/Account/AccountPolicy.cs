using System.Text.Json.Nodes;

namespace BedrockModels.Emulator;

/// <summary>Reads policy documents as IAM does, as far as the trust of Bedrock in a role needs it.</summary>
internal static class AccountPolicy
{
    private const string Principal = "bedrock.amazonaws.com";

    /// <summary>The text of a policy that a script gave as text or as an object; null without one.</summary>
    public static string? TextOf(JsonNode? policy) =>
        policy is JsonValue value && value.TryGetValue<string>(out var text) ? text : policy?.ToJsonString();

    /// <summary>Whether Bedrock can assume a role with this trust policy for a resource of the account.</summary>
    public static bool TrustsBedrock(string policy, string account, string sourceArn)
    {
        try
        {
            var context = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["aws:SourceAccount"] = account,
                ["aws:SourceArn"] = sourceArn,
            };
            var effects = Items(JsonNode.Parse(policy)?["Statement"]).OfType<JsonObject>()
                .Where(statement => Applies(statement, context)).SelectMany(statement => Strings(statement["Effect"])).ToList();
            return effects.Contains("Allow") && !effects.Contains("Deny");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Bedrock is a service: neither a principal with a wildcard nor an account includes it.</summary>
    private static bool Applies(JsonObject statement, Dictionary<string, string> context) =>
        statement["Principal"] is JsonObject principals && Strings(principals["Service"]).Contains(Principal)
        && (statement["NotAction"] is { } excluded
            ? !EmulatorAccount.MatchesAny(Strings(excluded), "sts:AssumeRole")
            : EmulatorAccount.MatchesAny(Strings(statement["Action"]), "sts:AssumeRole"))
        && (statement["Condition"] as JsonObject ?? []).All(operation => (operation.Value as JsonObject ?? [])
            .All(condition => IsMet(operation.Key, condition.Key, Strings(condition.Value), context)));

    private static bool IsMet(string operation, string key, IEnumerable<string> values, Dictionary<string, string> context)
    {
        const string ifExists = "IfExists";
        var isOptional = operation.EndsWith(ifExists, StringComparison.Ordinal);
        if (!context.TryGetValue(key, out var actual))
            return isOptional;
        return (isOptional ? operation[..^ifExists.Length] : operation) switch
        {
            "StringEquals" => values.Contains(actual),
            "StringNotEquals" => !values.Contains(actual),
            "StringEqualsIgnoreCase" => values.Contains(actual, StringComparer.OrdinalIgnoreCase),
            "StringLike" or "ArnLike" or "ArnEquals" => EmulatorAccount.MatchesAny(values, actual),
            "StringNotLike" or "ArnNotLike" or "ArnNotEquals" => !EmulatorAccount.MatchesAny(values, actual),
            _ => false,
        };
    }

    private static IEnumerable<string> Strings(JsonNode? node) => Items(node).OfType<JsonValue>()
        .Select(value => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString());

    /// <summary>The items of a list; one value stands for a list of one.</summary>
    private static JsonArray Items(JsonNode? node) => node as JsonArray ?? [node?.DeepClone()];
}
