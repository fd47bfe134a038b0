using System.Text.RegularExpressions;

namespace BedrockModels;

/// <summary>
/// Accepts tags as a hashtable, as objects with a key and a value (the API's own JSON), as the text of <see cref="ResourceTag"/> and
/// <see cref="ResourceTagList"/> (<c>k=v;k2=v2</c>), or as an array of these. Keys keep their case.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed partial class TagTransformationAttribute : OptionalTransformationAttribute
{
    protected override object Read(object given) => TagsIn(given).ToArray();

    private static IEnumerable<ResourceTag> TagsIn(object? given) => given switch
    {
        null => [],
        ResourceTag tag => [tag],
        string text => Pairs(text),
        IDictionary dictionary when IsPair(dictionary) => [Pair(dictionary)],
        IDictionary dictionary => dictionary.Keys.Cast<object>().Select(key => Tag(Text(key), dictionary[key])),
        IEnumerable list => list.Cast<object?>().SelectMany(item => TagsIn(ObjectMembers.Bare(item))),
        _ when IsPair(given) => [Pair(given)],
        PSObject custom => custom.Properties.Select(property => Tag(property.Name, property.Value)),
        _ => throw Refusals.UnreadableTags(given),
    };

    /// <summary>Whether an object is one tag, not a table of tags: only a key, a value and possibly the ARN of its resource.</summary>
    private static bool IsPair(object source)
    {
        var names = source is IDictionary dictionary
            ? dictionary.Keys.OfType<string>()
            : PSObject.AsPSObject(source).Properties.Select(property => property.Name);
        var others = names.Where(name => !name.Equals(nameof(ResourceTag.ResourceArn), StringComparison.OrdinalIgnoreCase));
        return others.Count() == 2 && ObjectMembers.Get(source, "Key") is not null && HasValue(source);
    }

    private static bool HasValue(object source) => source is IDictionary dictionary
        ? dictionary.Keys.OfType<string>().Any(key => key.Equals("Value", StringComparison.OrdinalIgnoreCase))
        : PSObject.AsPSObject(source).Properties["Value"] is not null;

    private static ResourceTag Pair(object source) => Tag(Text(ObjectMembers.Get(source, "Key")), ObjectMembers.Get(source, "Value"));

    // DbConnectionStringBuilder reads such texts too, but it ignores the case of keys.
    private static IEnumerable<ResourceTag> Pairs(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var pair = PairForm().Match(text, at);
            var (key, value) = (pair.Groups["key"].Value.Trim(), pair.Groups["value"].Value.Trim());
            if (pair.Groups["none"].Success)
                throw Refusals.TagWithoutEqualsSign(pair.Value.Trim());
            if (!value.StartsWith('"') && SecondPair().IsMatch(value))
                throw Refusals.TagsWithoutSeparator(pair.Value.Trim(' ', ';'));
            if (pair.Groups["key"].Success)
                yield return Tag(Unquote(key), Unquote(value));
            at += Math.Max(pair.Length, 1);
        }
    }

    private static string Unquote(string part) =>
        part.StartsWith('"') ? part[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : part;

    [GeneratedRegex("""
        \G(?>\s*)(?:
            ;
            | \z
            | (?<key>"(?:[^"]|"")*"\s*|(?!")[^;=]*)=(?>\s*)(?<value>"(?:[^"]|"")*"\s*|(?!")[^;]*)(?:;|\z)
            | (?<none>[^;]+))
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex PairForm();

    [GeneratedRegex(@"\s[^\s=]+=")]
    private static partial Regex SecondPair();

    private static ResourceTag Tag(string key, object? value) => new() { Key = key, Value = Text(ObjectMembers.Bare(value)) };

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",

        // ISO 8601 in any culture, because ConvertFrom-Json reads such a text as a DateTime.
        DateTime or DateTimeOffset => string.Create(CultureInfo.InvariantCulture, $"{value:yyyy-MM-ddTHH:mm:ss.FFFFFFFK}"),
        DateOnly or TimeOnly => string.Create(CultureInfo.InvariantCulture, $"{value:O}"),
        IFormattable number and not PSObject => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw Refusals.TagNotText(value),
    };
}
