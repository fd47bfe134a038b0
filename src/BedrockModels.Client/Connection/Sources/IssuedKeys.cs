using System.Globalization;
using System.Text.Json;

namespace BedrockModels.Client;

/// <summary>Keys from a source.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="End">When they end; null if that is unknown, as for keys of an IAM user.</param>
internal sealed record IssuedKeys(AccessKeys Keys, DateTimeOffset? End)
{
    /// <summary>Reads the keys in a JSON object; null if it has none, or an end that is not a time.</summary>
    public static IssuedKeys? Read(
        JsonElement json, string token, string end = "Expiration", string accessKey = "AccessKeyId", string secretKey = "SecretAccessKey")
    {
        if (GetText(json, accessKey) is not { } key || GetText(json, secretKey) is not { } secret)
            return null;
        var keys = new AccessKeys(key, secret, GetText(json, token));
        if (!json.TryGetProperty(end, out var value) || value.ValueKind == JsonValueKind.Null)
            return new IssuedKeys(keys, null);
        return value.ValueKind == JsonValueKind.String && ParseTime(value.GetString()) is { } time ? new IssuedKeys(keys, time) : null;
    }

    /// <summary>A text in a JSON object; null if it is missing, empty or not a text.</summary>
    public static string? GetText(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text ? text : null;

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
