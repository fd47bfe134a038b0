using System.Management.Automation;
using System.Management.Automation.Language;

namespace BedrockModels;

/// <summary>What all completers share: filtering by what was typed, and quoting.</summary>
internal static class Completions
{
    public static IEnumerable<CompletionResult> Of(string wordToComplete, IEnumerable<(string Value, string ToolTip)> values)
    {
        var typed = wordToComplete.Trim('\'', '"');
        foreach (var (value, toolTip) in values)
        {
            if (value.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                yield return new CompletionResult(Quoted(value), value, CompletionResultType.ParameterValue, toolTip);
        }
    }

    private static string Quoted(string value) =>
        value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? value : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}
