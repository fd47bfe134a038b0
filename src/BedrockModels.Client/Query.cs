using System.Globalization;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>Writes query members as the wire wants them; those that are null are left out.</summary>
internal static class Query
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(params (string Name, object? Value)[] members) =>
        [.. members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Name, Text(m.Value!)))];

    private static string Text(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => Iso8601.Format(time),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A query member cannot be a {value.GetType().Name}."),
    };
}
