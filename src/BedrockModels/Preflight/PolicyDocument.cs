using System.Text.Json;

namespace BedrockModels.Preflight;

/// <summary>A policy document, read statement by statement. Names of elements are case-sensitive, as in IAM.</summary>
internal static class PolicyDocument
{
    /// <returns>The statements; null if the text is not a policy.</returns>
    public static IReadOnlyList<PolicyStatement>? Parse(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "");
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("Statement", out var statement)
                ? [.. Items(statement).Where(one => one.ValueKind == JsonValueKind.Object).Select(Read)]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PolicyStatement Read(JsonElement statement) => new()
    {
        IsDeny = Texts(statement, "Effect") is ["Deny"],
        Principals = statement.TryGetProperty("Principal", out var principal) ? ReadPrincipals(principal) : null,
        Actions = Texts(statement, "Action"),
        NotActions = Texts(statement, "NotAction"),
        Conditions = statement.TryGetProperty("Condition", out var conditions) && conditions.ValueKind == JsonValueKind.Object
            ? [.. conditions.EnumerateObject().SelectMany(ReadConditions)]
            : [],
    };

    private static List<(string Kind, string Value)> ReadPrincipals(JsonElement principal) => principal.ValueKind == JsonValueKind.Object
        ? [.. principal.EnumerateObject().SelectMany(kind => Items(kind.Value).Select(value => (kind.Name, value.ToString())))]
        : [("AWS", principal.ToString())];

    private static IEnumerable<PolicyCondition> ReadConditions(JsonProperty test) => test.Value.ValueKind == JsonValueKind.Object
        ? test.Value.EnumerateObject().Select(key =>
            new PolicyCondition(test.Name, key.Name, [.. Items(key.Value).Select(value => value.ToString())]))
        : [];

    private static List<JsonElement> Items(JsonElement one) => one.ValueKind == JsonValueKind.Array ? [.. one.EnumerateArray()] : [one];

    private static string[] Texts(JsonElement statement, string name) =>
        statement.TryGetProperty(name, out var value) ? [.. Items(value).Select(one => one.ToString())] : [];
}

/// <summary>A statement of a policy.</summary>
internal sealed record PolicyStatement
{
    public bool IsDeny { get; init; }

    /// <summary>The principals by kind; null if the statement has no Principal, for example because it has NotPrincipal.</summary>
    public IReadOnlyList<(string Kind, string Value)>? Principals { get; init; }

    public IReadOnlyList<string> Actions { get; init; } = [];

    public IReadOnlyList<string> NotActions { get; init; } = [];

    public IReadOnlyList<PolicyCondition> Conditions { get; init; } = [];

    public bool NamesEveryone => Principals?.Any(principal => principal.Value == "*") == true;

    /// <summary>Whether the statement is about an action. Actions ignore case and can have wildcards.</summary>
    public bool Covers(string action) => NotActions.Count > 0
        ? !NotActions.Any(pattern => Matches(pattern, action))
        : Actions.Any(pattern => Matches(pattern, action));

    private static bool Matches(string pattern, string action) =>
        PolicyPattern.Matches(pattern.ToUpperInvariant(), action.ToUpperInvariant());
}

/// <summary>One key of a condition, with the operator and the values, of which one must match.</summary>
internal sealed record PolicyCondition(string Operator, string Key, IReadOnlyList<string> Values)
{
    /// <summary>Whether the operator compares values exactly, so that * and ? in them are ordinary characters.</summary>
    public bool IsExact => Uses("StringEquals", "StringEqualsIgnoreCase");

    public bool Is(string key) => Key.Equals(key, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the operator is one of these, without a qualifier for a key that is missing.</summary>
    public bool Uses(params string[] operators) =>
        operators.Contains(
            Operator.EndsWith("IfExists", StringComparison.OrdinalIgnoreCase) ? Operator[..^"IfExists".Length] : Operator,
            StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the operator finds that a value matches a text.</summary>
    public bool Matches(string value, string text) => IsExact
        ? value.Equals(text, Uses("StringEquals") ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
        : PolicyPattern.Matches(value, text);

    public override string ToString() => $"{Operator} {Key}";
}

/// <summary>The wildcards of policies: <c>*</c> for any characters and <c>?</c> for one.</summary>
internal static class PolicyPattern
{
    public static bool HasWildcard(string pattern) => pattern.AsSpan().ContainsAny('*', '?');

    /// <summary>Compares without regular expressions, so that no pattern takes long.</summary>
    public static bool Matches(string pattern, string text)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && (pattern[p] == '?' || (pattern[p] == text[t] && pattern[p] != '*')))
                (p, t) = (p + 1, t + 1);
            else if (p < pattern.Length && pattern[p] == '*')
                (star, mark, p) = (p, t, p + 1);
            else if (star >= 0)
                (p, t, mark) = (star + 1, mark + 1, mark + 1);
            else
                return false;
        }

        return pattern[p..].All(c => c == '*');
    }
}
