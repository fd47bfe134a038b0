using System.Text.RegularExpressions;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>Finds the Region.</summary>
internal static partial class RegionFinder
{
    public static async Task<(string Region, string Source)> FindAsync(Chain chain, CancellationToken ct)
    {
        var found = Configured(chain).FirstOrDefault(c => !string.IsNullOrEmpty(c.Region));
        if (found.Region is null && await new InstanceMetadata(chain).FindRegionAsync(ct).ConfigureAwait(false) is { } region)
            found = (region, "the instance metadata");
        if (found.Region is null)
            throw NotFound(chain);

        return IsRegion(found.Region)
            ? (found.Region, found.Source)
            : throw new BedrockException(ErrorCode.RegionNotFound, $"'{found.Region}' from {found.Source} is no Region: small letters, digits and hyphens make one, such as us-east-1.", null);
    }

    /// <summary>Whether a profile is named on the call, and its Region would have counted, had it one.</summary>
    public static bool IsPassedOver(Chain chain) =>
        chain.NamedProfile is not null && chain.Profile?.Get("region") is null && chain.Settings is { Region: null or "", StoredRegion: null or "" };

    /// <summary>Whether a text has the form of a Region. It becomes part of a host name: nothing else may come in by it.</summary>
    public static bool IsRegion(string text) => Form().IsMatch(text);

    private static IEnumerable<(string? Region, string Source)> Configured(Chain chain)
    {
        yield return (chain.Settings.Region, chain.Settings.RegionSource ?? "-Region");
        yield return (chain.Settings.StoredRegion, "$StoredAWSRegion");
        if (chain.NamedProfile is not null)
            yield return (chain.Profile?.Get("region"), $"the profile '{chain.ProfileName}'");
        yield return (chain.Surroundings.Get("AWS_REGION"), "AWS_REGION");
        yield return (chain.Surroundings.Get("AWS_DEFAULT_REGION"), "AWS_DEFAULT_REGION");
        yield return chain.NamedProfile is null
            ? (chain.Profile?.Get("region"), $"the profile '{chain.ProfileName}'")
            : (chain.Files.Find(ProfileFiles.Default)?.Get("region"), "the profile 'default'");
    }

    private static BedrockException NotFound(Chain chain) => chain.MissingByEnvironment ?? new(
        ErrorCode.RegionNotFound,
        $"No Region was found: not in -Region, {string.Join(", ", Configured(chain).Skip(1).Select(c => c.Source))} or the instance metadata; give -Region, or set one with: aws configure set region REGION --profile {chain.ProfileName}",
        null);

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
