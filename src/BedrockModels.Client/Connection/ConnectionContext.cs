using System.Globalization;

namespace BedrockModels.Client;

/// <summary>The input of all resolvers: the caller's settings, the environment, the shared files and the active profile.</summary>
internal sealed class ConnectionContext
{
    private const string Variable = "AWS_PROFILE";

    // The AWS CLI had this name first, and still uses it.
    private const string OldVariable = "AWS_DEFAULT_PROFILE";

    public ConnectionContext(ConnectionSettings settings)
    {
        Settings = settings;
        Files = new ProfileFiles(settings);
        (ProfileName, ProfileSource) = SelectProfile();
        Profile = Files.Find(ProfileName);
        if (NamedProfile is not null && Profile is null)
            throw ProfileNotFound(NamedProfile, ProfileSource);
    }

    public ConnectionSettings Settings { get; }

    public HostEnvironment Environment => Settings.Environment;

    public ProfileFiles Files { get; }

    /// <summary>The profile that the call names; null if it names none.</summary>
    public string? NamedProfile => Settings.ProfileName is { Length: > 0 } name ? name : null;

    /// <summary>The active profile: the one that the call names, else AWS_PROFILE, else AWS_DEFAULT_PROFILE, else <c>default</c>.</summary>
    public string ProfileName { get; }

    /// <summary>Where the active profile is named; null for <c>default</c>.</summary>
    public string? ProfileSource { get; }

    /// <summary>The active profile; null if neither file contains it.</summary>
    public Profile? Profile { get; }

    public bool UsesFips => IsOn("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");

    public bool UsesDualStack => IsOn("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint");

    /// <summary>The maximum number of attempts per request; 3 if no valid number is set.</summary>
    public int MaxAttempts =>
        int.TryParse(GetSetting("AWS_MAX_ATTEMPTS", "max_attempts")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && count > 0
            ? count
            : 3;

    /// <summary>The value of a variable, else of the profile's setting, and where it is set.</summary>
    public (string Value, string Source)? GetSetting(string variable, string setting)
    {
        if (Environment.Get(variable) is { } value)
            return (value, variable);
        return Profile?.Get(setting) is { } ofProfile ? (ofProfile, $"{setting} of the profile '{ProfileName}'") : null;
    }

    /// <summary>The endpoint that the environment or the profile sets for a service, and where it is set.</summary>
    public (string Url, string Source)? GetConfiguredEndpoint(string service)
    {
        if (IsOn("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls"))
            return null;
        var variable = "AWS_ENDPOINT_URL_" + service.ToUpperInvariant();
        if (Environment.Get(variable) is { } ofService)
            return (ofService, variable);
        if (Environment.Get("AWS_ENDPOINT_URL") is { } ofAll)
            return (ofAll, "AWS_ENDPOINT_URL");
        if (Profile?.Get("services") is { } services && Files.FindServiceEndpoint(services, service) is { } ofSection)
            return (ofSection, $"the services section '{services}' of the profile '{ProfileName}'");
        return Profile?.Get("endpoint_url") is { } url ? (url, $"endpoint_url of the profile '{ProfileName}'") : null;
    }

    /// <summary>The error if a variable names a missing profile; null if no variable does.</summary>
    public BedrockException? CheckEnvironmentProfile() =>
        Profile is null && ProfileSource is not null ? ProfileNotFound(ProfileName, ProfileSource) : null;

    public BedrockException ProfileNotFound(string name, string? source) => new(
        ErrorCode.ProfileNotUsable,
        $"The profile '{name}' (from {source}) does not exist in {Files.CredentialsPath} or {Files.ConfigPath}. "
        + $"To create it, run: aws configure --profile {InputText.Argument(name)}",
        null);

    private (string Name, string? Source) SelectProfile() => (NamedProfile, Environment.Get(Variable), Environment.Get(OldVariable)) switch
    {
        ({ } named, _, _) => (named, "-ProfileName"),
        (_, { } name, { } old) when name != old => throw ConnectionErrors.ProfileNotUsable(
            $"{Variable} is '{name}', but {OldVariable} is '{old}', and AWS tools differ in which one they use. Clear one of them."),
        (_, { } name, _) => (name, Variable),
        (_, _, { } old) => (old, OldVariable),
        _ => (ProfileFiles.Default, null),
    };

    private bool IsOn(string variable, string setting)
    {
        if (GetSetting(variable, setting) is not var (text, source))
            return false;
        return bool.TryParse(text, out var value)
            ? value
            : throw ConnectionErrors.InvalidEndpoint($"{source} is '{text}', but must be true or false.");
    }
}
