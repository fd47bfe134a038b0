namespace BedrockModels;

/// <summary>
/// A wildcard pattern for names. As elsewhere in PowerShell, it ignores case: names that differ only in case all match. The service's own
/// filter cannot help: its documentation states neither whether it ignores case, nor whether it matches the names of imported models.
/// </summary>
internal sealed class NameWildcard(string text)
{
    private readonly WildcardPattern _pattern = WildcardPattern.Get(text, WildcardOptions.CultureInvariant | WildcardOptions.IgnoreCase);

    public static bool IsOne(string text) =>
        WildcardPattern.ContainsWildcardCharacters(text) && !Arn.LooksLikeOne(text) && !text.StartsWith('(');

    public bool IsMatch(string name) => _pattern.IsMatch(name);
}
