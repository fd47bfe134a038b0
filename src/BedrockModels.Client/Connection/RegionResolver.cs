namespace BedrockModels.Client;

/// <summary>Resolves the Region: the first source that has one wins.</summary>
internal static class RegionResolver
{
    public static async Task<(string Region, string Source)> ResolveAsync(ConnectionContext context, CancellationToken ct)
    {
        var (region, source) = GetCandidates(context).FirstOrDefault(candidate => !string.IsNullOrEmpty(candidate.Region));
        if (region is null)
            (region, source) = (await InstanceMetadata.Get(context).FindRegionAsync(ct).ConfigureAwait(false), "the instance metadata");
        if (region is null)
            throw RegionNotFound(context);
        return Regions.IsValidName(region)
            ? (region, source)
            : throw ConnectionErrors.RegionNotFound(
                $"{InputText.Quote(region)} (from {source}) is not a valid Region name. "
                + $"Use lowercase letters, digits and hyphens, for example {Regions.FindNearest(region) ?? "us-east-1"}.");
    }

    /// <summary>Whether the call names a profile whose Region would have been used if it had one.</summary>
    public static bool IsProfileWithoutRegion(ConnectionContext context) =>
        context is { NamedProfile: not null, Settings: { Region: null or "", StoredRegion: null or "" } }
        && context.Profile?.Get("region") is null;

    private static IEnumerable<(string? Region, string Source)> GetCandidates(ConnectionContext context)
    {
        var ofProfile = (context.Profile?.Get("region"), $"the profile '{context.ProfileName}'");
        yield return (context.Settings.Region, context.Settings.RegionSource ?? "-Region");
        yield return (context.Settings.StoredRegion, "$StoredAWSRegion");
        if (context.NamedProfile is not null)
            yield return ofProfile;
        yield return (context.Environment.Get("AWS_REGION"), "AWS_REGION");
        yield return (context.Environment.Get("AWS_DEFAULT_REGION"), "AWS_DEFAULT_REGION");
        yield return context.NamedProfile is null
            ? ofProfile
            : (context.Files.Find(ProfileFiles.Default)?.Get("region"), "the profile 'default'");
    }

    private static BedrockException RegionNotFound(ConnectionContext context) => context.CheckEnvironmentProfile() ?? new(
        ErrorCode.RegionNotFound,
        $"No Region was found in -Region, {string.Join(", ", GetCandidates(context).Skip(1).Select(candidate => candidate.Source))} "
        + $"or the instance metadata ({InstanceMetadata.Get(context).Problem}). Specify -Region or run: "
        + $"aws configure set region REGION --profile {InputText.Argument(context.ProfileName)}",
        null);
}
