namespace BedrockModels.Protocol;

/// <summary>The Regions that are known to offer Amazon Bedrock, for tab completion and misspelled names, and the form of a name.</summary>
internal static partial class Regions
{
    private const int MostTypos = 2;

    public static IReadOnlyList<(string Code, string Name)> All { get; } =
    [
        ("us-east-1", "US East (N. Virginia)"),
        ("us-east-2", "US East (Ohio)"),
        ("us-west-1", "US West (N. California)"),
        ("us-west-2", "US West (Oregon)"),
        ("af-south-1", "Africa (Cape Town)"),
        ("ap-east-2", "Asia Pacific (Taipei)"),
        ("ap-northeast-1", "Asia Pacific (Tokyo)"),
        ("ap-northeast-2", "Asia Pacific (Seoul)"),
        ("ap-northeast-3", "Asia Pacific (Osaka)"),
        ("ap-south-1", "Asia Pacific (Mumbai)"),
        ("ap-south-2", "Asia Pacific (Hyderabad)"),
        ("ap-southeast-1", "Asia Pacific (Singapore)"),
        ("ap-southeast-2", "Asia Pacific (Sydney)"),
        ("ap-southeast-3", "Asia Pacific (Jakarta)"),
        ("ap-southeast-4", "Asia Pacific (Melbourne)"),
        ("ap-southeast-5", "Asia Pacific (Malaysia)"),
        ("ap-southeast-6", "Asia Pacific (New Zealand)"),
        ("ap-southeast-7", "Asia Pacific (Thailand)"),
        ("ca-central-1", "Canada (Central)"),
        ("ca-west-1", "Canada West (Calgary)"),
        ("eu-central-1", "Europe (Frankfurt)"),
        ("eu-central-2", "Europe (Zurich)"),
        ("eu-north-1", "Europe (Stockholm)"),
        ("eu-south-1", "Europe (Milan)"),
        ("eu-south-2", "Europe (Spain)"),
        ("eu-west-1", "Europe (Ireland)"),
        ("eu-west-2", "Europe (London)"),
        ("eu-west-3", "Europe (Paris)"),
        ("il-central-1", "Israel (Tel Aviv)"),
        ("me-central-1", "Middle East (UAE)"),
        ("me-south-1", "Middle East (Bahrain)"),
        ("mx-central-1", "Mexico (Central)"),
        ("sa-east-1", "South America (Sao Paulo)"),
        ("us-gov-east-1", "AWS GovCloud (US-East)"),
        ("us-gov-west-1", "AWS GovCloud (US-West)"),
        ("eusc-de-east-1", "AWS European Sovereign Cloud (Germany)"),
        ("us-iso-east-1", "US ISO East"),
        ("us-isob-east-1", "US ISOB East (Ohio)"),
        ("us-isof-east-1", "US ISOF East"),
        ("us-isof-south-1", "US ISOF South"),
    ];

    /// <summary>
    /// Whether a text has the form of a Region name: 1 to 63 lowercase letters, digits and hyphens, with no hyphen at either end.
    /// The name becomes part of a host name, so nothing else may pass.
    /// </summary>
    public static bool IsValidName(string text) => NamePattern().IsMatch(text);

    /// <summary>Whether a text has the form of all Regions so far, which is stricter: a client must not depend on it.</summary>
    public static bool HasUsualForm(string text) => UsualForm().IsMatch(text);

    /// <summary>The known Region that a text probably means; null if none is like it.</summary>
    public static string? FindNearest(string text)
    {
        var typed = text.ToLowerInvariant();
        var nearest = All.MinBy(known => Distance(typed, known.Code)).Code;
        return Distance(typed, nearest) <= MostTypos ? nearest : null;
    }

    /// <summary>A sentence about a Region that is not in the list, for a failure; null if it is there. AWS adds Regions.</summary>
    public static string? DescribeUnknown(string region)
    {
        if (All.Any(known => known.Code == region))
            return null;
        var advice = FindNearest(region) is { } nearest ? $"The most similar Region name is {nearest}."
            : "Press Tab after -Region to list the known Regions.";
        return $"{InputText.Quote(region)} is not a known Region. {advice}";
    }

    /// <summary>The number of characters to insert, delete or replace (the Levenshtein distance).</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[a-z]{2,8}(-[a-z]+)+-[0-9]{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex UsualForm();
}
