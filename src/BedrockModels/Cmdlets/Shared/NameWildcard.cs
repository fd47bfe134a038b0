namespace BedrockModels;

/// <summary>A wildcard pattern for names. It is case-sensitive, as names are.</summary>
internal sealed class NameWildcard(string text)
{
    private readonly WildcardPattern _pattern = WildcardPattern.Get(text, WildcardOptions.CultureInvariant);

    public static bool IsOne(string text) =>
        WildcardPattern.ContainsWildcardCharacters(text) && !Arn.LooksLikeOne(text) && !text.StartsWith('(');

    /// <summary>The longest part without wildcards, for the service's filter; null if there is none.</summary>
    public string? LongestLiteral
    {
        get
        {
            // Only the text before the first set or escape is certain to be literal.
            var cut = text.IndexOfAny(['[', ']', '`']);
            var parts = (cut < 0 ? text : text[..cut]).Split('*', '?');
            // A name, and so a filter of the service, cannot start with a separator.
            var longest = parts.Select(part => part.TrimStart('-', '_')).MaxBy(part => part.Length)!;
            return longest.Length > 0 && Constraints.ModelName.Check(longest) == Violations.None ? longest : null;
        }
    }

    public bool IsMatch(string name) => _pattern.IsMatch(name);
}
