using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace BedrockModels.Protocol;

/// <summary>Times on the wire: ISO 8601 in UTC with milliseconds out; 0 to 9 fractional digits and any offset in.</summary>
internal static partial class Iso8601
{
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        var match = Form().Match(text);
        if (!match.Success)
            return false;

        // .NET reads at most seven fractional digits.
        var fraction = match.Groups["fraction"].Value;
        var zone = match.Groups["zone"].Value.ToUpperInvariant();
        var kept = string.Concat(match.Groups["time"].Value, fraction.Length > 7 ? "." + fraction[..7] : fraction.Length > 0 ? "." + fraction : "", zone);
        return DateTimeOffset.TryParse(kept.ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    [GeneratedRegex(@"\A(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2})(\.(?<fraction>[0-9]{1,9}))?(?<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <summary>
/// Writes the service's times, and reads them with the patience of the AWS SDKs: ISO 8601; the same without a zone, or with a
/// space in place of the T, which stands for UTC; or the seconds since 1970.
/// </summary>
internal sealed class Iso8601Converter : JsonConverter<DateTimeOffset>
{
    private const double LastSecond = 253402300799;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var seconds) && Math.Abs(seconds) <= LastSecond && seconds >= -62135596800)
            return DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1000));
        if (reader.TokenType == JsonTokenType.String)
        {
            // The form that the service writes, without a string and a regular expression for each item of a page.
            if (!reader.HasValueSequence && reader.ValueSpan is [.., (byte)'Z'] && reader.TryGetDateTimeOffset(out var utc))
                return utc;
            var text = reader.GetString()!;
            if (Iso8601.TryParse(text, out var time) || Iso8601.TryParse(text.Replace(' ', 'T') + "Z", out time))
                return time;
        }

        throw new JsonException("A time is not in ISO 8601 form.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Iso8601.Format(value));
}
