namespace BedrockModels.Protocol;

/// <summary>
/// The rules of one kind of value. <see cref="Minimum"/> and <see cref="Maximum"/> are the length of a string, the number of items
/// in a list, or the bounds of an integer. <see cref="Words"/> and <see cref="Example"/> state the same rules for messages.
/// </summary>
internal sealed class Constraint(ConstraintKind kind, long? minimum = null, long? maximum = null)
{
    private Regex? _regex;

    public ConstraintKind Kind => kind;

    public long? Minimum => minimum;

    public long? Maximum => maximum;

    /// <summary>The pattern as the service quotes it in messages. It must match the whole value.</summary>
    public string? Pattern { get; private init; }

    public IReadOnlyList<string>? Values { get; private init; }

    public Constraint? Item { get; private init; }

    public IReadOnlyList<Member> Members { get; private init; } = [];

    /// <summary>The rules in words, as they follow "Use" in a message.</summary>
    public string Words { get; private init; } = "";

    public string Example { get; private init; } = "";

    public static Constraint Boolean { get; } = new(ConstraintKind.Boolean);

    public static Constraint Timestamp { get; } = new(ConstraintKind.Timestamp);

    /// <summary>The <see cref="Pattern"/> in the syntax of .NET. It ends with <c>\z</c>: <c>$</c> accepts a newline at the end.</summary>
    private string Meaning { get; init; } = "";

    private Regex Regex => _regex ??= new Regex($@"\A(?:{Meaning})\z", RegexOptions.CultureInvariant);

    public static Constraint String(
        long? minimum, long? maximum, string pattern, string words, string example = "", string? meaning = null) =>
        new(ConstraintKind.String, minimum, maximum) { Pattern = pattern, Meaning = meaning ?? pattern, Words = words, Example = example };

    public static Constraint Enum(params string[] values) =>
        new(ConstraintKind.String) { Values = values, Words = Alternatives(values), Example = values[0] };

    public static Constraint Integer(long? minimum, long? maximum) => new(ConstraintKind.Integer, minimum, maximum);

    public static Constraint List(long? minimum, long? maximum, Constraint item, string words) =>
        new(ConstraintKind.List, minimum, maximum) { Item = item, Words = words };

    public static Constraint Structure(params Member[] members) => new(ConstraintKind.Structure) { Members = members };

    public static Constraint Union(params Member[] members) => new(ConstraintKind.Union) { Members = members };

    /// <summary>Checks a string. The pattern is not evaluated for a value that is too long.</summary>
    public Violations Check(string value)
    {
        var violations = Violations.None;
        if (value.Length < Minimum)
            violations |= Violations.TooShort;
        if (value.Length > Maximum)
            return violations | Violations.TooLong;
        if (Pattern is not null && !Regex.IsMatch(value))
            violations |= Violations.Pattern;
        if (Values is not null && !Values.Contains(value, StringComparer.Ordinal))
            violations |= Violations.NotInSet;
        return violations;
    }

    private static string Alternatives(string[] values) =>
        values is [.. var first, var last] && first.Length > 0 ? $"{string.Join(", ", first)} or {last}" : values[0];
}

/// <summary>The type of a member on the wire.</summary>
internal enum ConstraintKind
{
    String, Integer, Boolean, Timestamp, List, Structure, Union,
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
