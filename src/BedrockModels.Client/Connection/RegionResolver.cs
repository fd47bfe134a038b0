using System.Text.RegularExpressions;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>Finds the Region.</summary>
internal static partial class RegionResolver
{
    public static async Task<(string Region, string Source)> ResolveAsync(ConnectionContext context, CancellationToken ct)
    {
        var found = GetCandidates(context).FirstOrDefault(c => !string.IsNullOrEmpty(c.Region));
        if (found.Region is null && await new InstanceMetadata(context).FindRegionAsync(ct).ConfigureAwait(false) is { } region)
            found = (region, "the instance metadata");
        if (found.Region is null)
            throw RegionNotFound(context);

        return IsRegion(found.Region)
            ? (found.Region, found.Source)
            : throw new BedrockException(ErrorCode.RegionNotFound, $"'{found.Region}' from {found.Source} is no Region: small letters, digits and hyphens make one, such as us-east-1.", null);
    }

    /// <summary>Whether a profile is named on the call, and its Region would have counted, had it one.</summary>
    public static bool IsProfileWithoutRegion(ConnectionContext context) =>
        context.NamedProfile is not null && context.Profile?.Get("region") is null && context.Settings is { Region: null or "", StoredRegion: null or "" };

    /// <summary>Whether a text has the form of a Region. It becomes part of a host name: nothing else may come in by it.</summary>
    public static bool IsRegion(string text) => NamePattern().IsMatch(text);

    private static IEnumerable<(string? Region, string Source)> GetCandidates(ConnectionContext context)
    {
        yield return (context.Settings.Region, context.Settings.RegionSource ?? "-Region");
        yield return (context.Settings.StoredRegion, "$StoredAWSRegion");
        if (context.NamedProfile is not null)
            yield return (context.Profile?.Get("region"), $"the profile '{context.ProfileName}'");
        yield return (context.HostEnvironment.Get("AWS_REGION"), "AWS_REGION");
        yield return (context.HostEnvironment.Get("AWS_DEFAULT_REGION"), "AWS_DEFAULT_REGION");
        yield return context.NamedProfile is null
            ? (context.Profile?.Get("region"), $"the profile '{context.ProfileName}'")
            : (context.Files.Find(ProfileFiles.Default)?.Get("region"), "the profile 'default'");
    }

    private static BedrockException RegionNotFound(ConnectionContext context) => context.EnvironmentProfileNotFound ?? new(
        ErrorCode.RegionNotFound,
        $"No Region was found: not in -Region, {string.Join(", ", GetCandidates(context).Skip(1).Select(c => c.Source))} or the instance metadata; give -Region, or set one with: aws configure set region REGION --profile {context.ProfileName}",
        null);

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
