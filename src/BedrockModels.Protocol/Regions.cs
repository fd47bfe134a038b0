namespace BedrockModels.Protocol;

/// <summary>The Regions that are known to offer Amazon Bedrock, for tab completion, and the form of a Region name.</summary>
internal static partial class Regions
{
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

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[a-z]{2,8}(-[a-z]+)+-[0-9]{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex UsualForm();
}
