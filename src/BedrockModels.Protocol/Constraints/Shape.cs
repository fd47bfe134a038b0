using System.Text.RegularExpressions;

namespace BedrockModels.Protocol;

/// <summary>
/// The rules of one kind of value. <see cref="Minimum"/> and <see cref="Maximum"/> count characters of a string,
/// items of a list, or bound an integer. <see cref="Words"/> and <see cref="Example"/> say the same rules to a person.
/// </summary>
internal sealed class Shape
{
    private readonly Regex? _regex;

    private Shape(ShapeKind kind, long? minimum, long? maximum, string? pattern, Regex? regex)
    {
        Kind = kind;
        Minimum = minimum;
        Maximum = maximum;
        Pattern = pattern;
        _regex = regex;
    }

    public ShapeKind Kind { get; }

    public long? Minimum { get; }

    public long? Maximum { get; }

    /// <summary>The service's own pattern text, as its messages quote it; it must match the whole value.</summary>
    public string? Pattern { get; }

    public IReadOnlyList<string>? Values { get; private init; }

    public Shape? Item { get; private init; }

    public IReadOnlyList<Member> Members { get; private init; } = [];

    public string Words { get; private init; } = "";

    public string Example { get; private init; } = "";

    public static Shape Boolean { get; } = new(ShapeKind.Boolean, null, null, null, null);

    public static Shape Timestamp { get; } = new(ShapeKind.Timestamp, null, null, null, null);

    public static Shape String(long? minimum, long? maximum, string? pattern, Regex? regex, string words, string example = "") =>
        new(ShapeKind.String, minimum, maximum, pattern, regex) { Words = words, Example = example };

    public static Shape Enum(params string[] values) =>
        new(ShapeKind.String, null, null, null, null) { Values = values, Words = "one of " + string.Join(", ", values), Example = values[0] };

    public static Shape Integer(long? minimum, long? maximum) => new(ShapeKind.Integer, minimum, maximum, null, null);

    public static Shape List(long? minimum, long? maximum, Shape item, string words = "") =>
        new(ShapeKind.List, minimum, maximum, null, null) { Item = item, Words = words };

    public static Shape Structure(params Member[] members) => new(ShapeKind.Structure, null, null, null, null) { Members = members };

    public static Shape Union(params Member[] members) => new(ShapeKind.Union, null, null, null, null) { Members = members };

    /// <summary>Checks a string; a value that is too long is not put through the pattern, however long it is.</summary>
    public ConstraintBreaks Check(string value)
    {
        var breaks = ConstraintBreaks.None;
        if (value.Length < Minimum)
            breaks |= ConstraintBreaks.TooShort;
        if (value.Length > Maximum)
            return breaks | ConstraintBreaks.TooLong;
        if (_regex is not null && !_regex.IsMatch(value))
            breaks |= ConstraintBreaks.Pattern;
        if (Values is not null && !Values.Contains(value, StringComparer.Ordinal))
            breaks |= ConstraintBreaks.NotInSet;
        return breaks;
    }
}
