using System.Globalization;
using System.Text;

namespace BedrockModels.Protocol;

/// <summary>Shows input in messages: as it was typed, on one line, with invisible characters escaped, shortened if it is long.</summary>
internal static partial class InputText
{
    private const int Longest = 80;
    private const int LongestExamined = 2048;
    private const int MostNamed = 3;

    // Characters without a visible form that Unicode counts among letters, marks and symbols: fillers, joiners, variation selectors.
    private static readonly int[] Blanks =
        [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, .. Enumerable.Range(0xFE00, 16)];

    /// <summary>
    /// A text as an argument of a command that a person can paste: in quotes unless it needs none. PowerShell reads a name such as 1e3 as a
    /// number, and the typographic single quotes as single quotes.
    /// </summary>
    public static string Argument(string value) => Bare().IsMatch(value) ? value : $"'{SingleQuote().Replace(value, "$0$0")}'";

    /// <summary>Also hides the user and the query of an address, because they can be secrets, for example of a presigned URL.</summary>
    public static string Quote(string value)
    {
        value = AddressSecret().Replace(value, "***");
        var shown = string.Concat(Start(value, Longest).EnumerateRunes().Select(rune => IsVisible(rune) ? $"{rune}" : Escape(rune)));
        return value.Length > Longest ? $"'{shown}'... ({value.Length} characters)" : $"'{shown}'";
    }

    /// <summary>
    /// The characters outside ASCII of an invalid value with their code points, in parentheses, because they can look like ASCII letters.
    /// Empty if there are none.
    /// </summary>
    public static string DescribeCharacters(string value, Constraint constraint)
    {
        var text = Start(value, LongestExamined);
        var others = text.EnumerateRunes().Where(rune => rune.Value is < ' ' or >= 0x7F).Distinct().ToList();
        if (others.Count == 0)
            return "";
        var named = string.Join(" and ", others.Take(MostNamed).Select(Name)) + (others.Count > MostNamed ? " and others" : "");

        // They are the only mistake if the value is valid with a letter in their place.
        var replaced = others.Aggregate(text, (result, rune) => result.Replace(rune.ToString(), "a", StringComparison.Ordinal));
        return constraint.Check(replaced) != Violations.None
            ? $" (it contains {named.TrimEnd(',')})"
            : $" ({named} {(others.Count == 1 ? "is" : "are")} not allowed)";
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.-]*\z")]
    private static partial Regex Bare();

    [GeneratedRegex(@"['\u2018-\u201B]")]
    private static partial Regex SingleQuote();

    [GeneratedRegex(
        @"(?<=\A\s*https?://)[^/?#]*(?=@)|(?<=\A\s*https?://[^?#]*[?#]).+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex AddressSecret();

    private static string Start(string value, int length) => value.Length > length ? value[..length] : value;

    private static string Name(Rune rune) =>
        IsVisible(rune) && !IsMark(rune) ? $"{rune}, U+{rune.Value:X4}," : $"U+{rune.Value:X4}";

    private static string Escape(Rune rune) => rune.Value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        var value => $"\\u{value:X4}",
    };

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsVisible(Rune rune) => rune.Value == ' ' || (Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator)
        && !Blanks.Contains(rune.Value) && rune.Value is < 0xE0100 or > 0xE01EF);
}
