namespace BedrockModels.Protocol;

/// <summary>An AWS partition: the pattern of its Regions and the domains of its Bedrock endpoints.</summary>
internal sealed record Partition(string Name, string DnsSuffix, string DualStackDnsSuffix, string RegionPattern)
{
    private static readonly Partition Aws = new("aws", "amazonaws.com", "api.aws", @"\A(us|eu|ap|sa|ca|me|af|il|mx)-\w+-[0-9]+\z");

    public static IReadOnlyList<Partition> All { get; } =
    [
        Aws,
        new("aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn", @"\Acn-\w+-[0-9]+\z"),
        new("aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu", @"\Aeusc-(de)-\w+-[0-9]+\z"),
        new("aws-iso", "c2s.ic.gov", "api.aws.ic.gov", @"\Aus-iso-\w+-[0-9]+\z"),
        new("aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud", @"\Aus-isob-\w+-[0-9]+\z"),
        new("aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", @"\Aeu-isoe-\w+-[0-9]+\z"),
        new("aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov", @"\Aus-isof-\w+-[0-9]+\z"),
        new("aws-us-gov", "amazonaws.com", "api.aws", @"\Aus-gov-\w+-[0-9]+\z"),
    ];

    /// <summary>The partition of a Region. An unknown Region belongs to the partition <c>aws</c>.</summary>
    public static Partition Find(string region) =>
        All.FirstOrDefault(p => Regex.IsMatch(region, p.RegionPattern, RegexOptions.CultureInvariant)) ?? Aws;

    /// <summary>Whether a host belongs to AWS.</summary>
    public static bool IsHostOfAws(string host) => All.Any(partition =>
        host.EndsWith("." + partition.DnsSuffix, StringComparison.OrdinalIgnoreCase)
        || host.EndsWith("." + partition.DualStackDnsSuffix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The host of the Bedrock control plane in a Region, or of another service of Bedrock, for example bedrock-runtime.</summary>
    public string HostOf(string region, bool fips, bool dualStack, string service = "bedrock") =>
        $"{service}{(fips ? "-fips" : "")}.{region}.{(dualStack ? DualStackDnsSuffix : DnsSuffix)}";
}
