using System.Management.Automation;

namespace BedrockModels;

/// <summary>A wildcard over names. Names are case-sensitive, so it is too.</summary>
internal sealed class NameWildcard(string text)
{
    private readonly WildcardPattern _pattern = WildcardPattern.Get(text, WildcardOptions.CultureInvariant);

    public static bool IsOne(string text) => WildcardPattern.ContainsWildcardCharacters(text) && !Protocol.Arn.LooksLikeOne(text) && !text.StartsWith('(');

    /// <summary>The longest part without wildcards, for the service's own filter; null where there is none.</summary>
    public string? LongestLiteral
    {
        get
        {
            // Sets and escapes are matched here alone: the part in front of the first is sure to be literal.
            var cut = text.IndexOfAny(['[', ']', '`']);
            var parts = (cut < 0 ? text : text[..cut]).Split('*', '?');
            // No name, and so no filter of the service, begins with a separator.
            var longest = parts.Select(part => part.TrimStart('-', '_')).MaxBy(part => part.Length)!;
            return longest.Length > 0 && Protocol.Constraints.ModelName.Check(longest) == Protocol.Violations.None ? longest : null;
        }
    }

    public bool IsMatch(string name) => _pattern.IsMatch(name);
}
