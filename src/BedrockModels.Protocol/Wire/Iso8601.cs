using System.Globalization;
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
