namespace BedrockModels.Protocol;

/// <summary>
/// The rules of one kind of value. <see cref="Minimum"/> and <see cref="Maximum"/> are the length of a string, the number of items
/// in a list, or the bounds of an integer. <see cref="Words"/> and <see cref="Example"/> state the same rules for messages.
/// </summary>
internal sealed class Constraint
{
    private readonly Regex? _regex;

    private Constraint(ConstraintKind kind, long? minimum, long? maximum, string? pattern, Regex? regex)
    {
        Kind = kind;
        Minimum = minimum;
        Maximum = maximum;
        Pattern = pattern;
        _regex = regex;
    }

    public ConstraintKind Kind { get; }

    public long? Minimum { get; }

    public long? Maximum { get; }

    /// <summary>The pattern as the service quotes it in messages. It must match the whole value.</summary>
    public string? Pattern { get; }

    public IReadOnlyList<string>? Values { get; private init; }

    public Constraint? Item { get; private init; }

    public IReadOnlyList<Member> Members { get; private init; } = [];

    /// <summary>The rules in words, as they follow "Use" in a message.</summary>
    public string Words { get; private init; } = "";

    public string Example { get; private init; } = "";

    public static Constraint Boolean { get; } = new(ConstraintKind.Boolean, null, null, null, null);

    public static Constraint Timestamp { get; } = new(ConstraintKind.Timestamp, null, null, null, null);

    public static Constraint String(long? minimum, long? maximum, string? pattern, Regex? regex, string words, string example = "") =>
        new(ConstraintKind.String, minimum, maximum, pattern, regex) { Words = words, Example = example };

    public static Constraint Enum(params string[] values) =>
        new(ConstraintKind.String, null, null, null, null) { Values = values, Words = Alternatives(values), Example = values[0] };

    private static string Alternatives(string[] values) =>
        values is [.. var first, var last] && first.Length > 0 ? $"{string.Join(", ", first)} or {last}" : values[0];

    public static Constraint Integer(long? minimum, long? maximum) => new(ConstraintKind.Integer, minimum, maximum, null, null);

    public static Constraint List(long? minimum, long? maximum, Constraint item, string words = "") =>
        new(ConstraintKind.List, minimum, maximum, null, null) { Item = item, Words = words };

    public static Constraint Structure(params Member[] members) =>
        new(ConstraintKind.Structure, null, null, null, null) { Members = members };

    public static Constraint Union(params Member[] members) => new(ConstraintKind.Union, null, null, null, null) { Members = members };

    /// <summary>Checks a string. The pattern is not evaluated for a value that is too long.</summary>
    public Violations Check(string value)
    {
        var violations = Violations.None;
        if (value.Length < Minimum)
            violations |= Violations.TooShort;
        if (value.Length > Maximum)
            return violations | Violations.TooLong;
        if (_regex is not null && !_regex.IsMatch(value))
            violations |= Violations.Pattern;
        if (Values is not null && !Values.Contains(value, StringComparer.Ordinal))
            violations |= Violations.NotInSet;
        return violations;
    }
}

/// <summary>The type of a member on the wire.</summary>
internal enum ConstraintKind
{
    String,
    Integer,
    Boolean,
    Timestamp,
    List,
    Structure,
    Union,
}

/// <summary>The constraints that a string violates.</summary>
[Flags]
internal enum Violations
{
    None = 0,
    TooShort = 1,
    TooLong = 2,
    Pattern = 4,
    NotInSet = 8,
}
