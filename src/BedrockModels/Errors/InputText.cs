using System.Management.Automation.Language;
using System.Text;

namespace BedrockModels;

/// <summary>Shows input in messages: on one line, with invisible characters escaped, shortened if it is long.</summary>
internal static class InputText
{
    private const int Longest = 80;

    public static string Quote(string value)
    {
        var text = new StringBuilder("'");
        foreach (var rune in (value.Length > Longest ? value[..Longest] : value).EnumerateRunes())
        {
            if (rune.Value is >= ' ' and < 0x7F)
                text.Append((char)rune.Value);
            else
                text.Append(Escape(rune));
        }

        text.Append('\'');
        if (value.Length > Longest)
            text.Append("... (").Append(value.Length).Append(" characters)");
        return text.ToString();
    }

    /// <summary>A text as an argument of a command that a person can paste.</summary>
    public static string Argument(string value) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";

    /// <summary>Adds the code point to characters outside ASCII, because they can look like ASCII letters.</summary>
    private static string Escape(Rune rune) => rune.Value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) => $"\\u{rune.Value:X4}",
        _ => $"{rune}\\u{rune.Value:X4}",
    };
}
