using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BedrockModels.Client;

/// <summary>Keys from a source.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="End">When they end; null if that is unknown, as for keys of an IAM user.</param>
internal sealed record IssuedKeys(AccessKeys Keys, DateTimeOffset? End)
{
    /// <summary>Reads the keys in a JSON object; null if it has none, or an end that is not a time.</summary>
    public static IssuedKeys? Read(
        JsonNode? json, string token, string end = "Expiration", string accessKey = "AccessKeyId", string secretKey = "SecretAccessKey")
    {
        if (GetText(json, accessKey) is not { } key || GetText(json, secretKey) is not { } secret)
            return null;
        var time = ParseTime(GetText(json, end));
        return time is null && json![end] is not null ? null : new IssuedKeys(new AccessKeys(key, secret, GetText(json, token)), time);
    }

    /// <summary>Parses a JSON object; null if the text is not one, or has a member twice.</summary>
    public static JsonObject? Parse(string text)
    {
        try
        {
            // The count makes the object look at its members now.
            return JsonNode.Parse(text) is JsonObject { Count: > 0 } json ? json : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A text in a JSON object; null if it is missing, empty or not a text.</summary>
    public static string? GetText(JsonNode? json, string name) =>
        json is JsonObject members && members[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0
            ? text : null;

    /// <summary>Parses a time as the AWS CLI does: ISO 8601 in any form, also one that ends in UTC or GMT.</summary>
    public static DateTimeOffset? ParseTime(string? text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (text is not null && (text.EndsWith("UTC", StringComparison.Ordinal) || text.EndsWith("GMT", StringComparison.Ordinal)))
            text = text[..^3] + "Z";
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var time)
            || DateTimeOffset.TryParseExact(text, "yyyyMMdd'T'HHmmssK", CultureInfo.InvariantCulture, Utc, out time)
            ? time : null;
    }
}
