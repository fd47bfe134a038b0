using System.Globalization;
using System.Text.Json;

namespace BedrockModels.Protocol;

/// <summary>
/// The format of times in requests and responses: ISO 8601. Writes UTC with milliseconds; reads 0 to 9 fractional digits and any
/// offset.
/// </summary>
internal static partial class Iso8601
{
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        var match = Form().Match(text);
        if (!match.Success)
            return false;

        // .NET parses at most seven fractional digits.
        var digits = match.Groups["fraction"].Value;
        var fraction = digits.Length > 7 ? "." + digits[..7] : digits.Length > 0 ? "." + digits : "";
        var kept = string.Concat(match.Groups["time"].Value, fraction, match.Groups["zone"].Value.ToUpperInvariant());
        return DateTimeOffset.TryParse(kept.ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    [GeneratedRegex(
        @"\A(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2})(\.(?<fraction>[0-9]{1,9}))?"
        + @"(?<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <summary>
/// Writes times as <see cref="Iso8601"/> does. Reads the formats that the AWS SDKs accept: ISO 8601; ISO 8601 without a zone or
/// with a space instead of the T, as UTC; or the seconds since 1970.
/// </summary>
internal sealed class Iso8601Converter : JsonConverter<DateTimeOffset>
{
    private const double FirstSecond = -62135596800;
    private const double LastSecond = 253402300799;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Iso8601.Format(value));

    public static DateTimeOffset Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var seconds) && seconds is >= FirstSecond and <= LastSecond)
            return DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1000));
        if (reader.TokenType == JsonTokenType.String)
        {
            // The format that the service writes is parsed without a string and a regular expression for each item of a page.
            if (!reader.HasValueSequence && reader.ValueSpan is [.., (byte)'Z'] && reader.TryGetDateTimeOffset(out var utc))
                return utc;
            var text = reader.GetString()!;
            if (Iso8601.TryParse(text, out var time) || Iso8601.TryParse(text.Replace(' ', 'T') + "Z", out time))
                return time;
        }

        throw new JsonException("A time is not in ISO 8601 form.");
    }
}

/// <summary>The same for the times of the public types. They are local, because PowerShell ignores the zone of a time.</summary>
internal sealed class LocalTimeConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Iso8601Converter.Read(ref reader).LocalDateTime;

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Iso8601.Format(value));
}
