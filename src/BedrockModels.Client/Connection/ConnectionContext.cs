using System.Globalization;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>What every look-up starts from: the caller's settings, the files, and the profile that settings other than credentials come from.</summary>
internal sealed class ConnectionContext
{
    public ConnectionContext(ConnectionSettings settings)
    {
        Settings = settings;
        Files = new ProfileFiles(settings);
        var name = NamedProfile ?? HostEnvironment.Get("AWS_PROFILE") ?? ProfileFiles.Default;
        Profile = Files.Find(name);
        ProfileName = name;
        if (NamedProfile is not null && Profile is null)
            throw ProfileNotFound(NamedProfile, "-ProfileName");
    }

    public ConnectionSettings Settings { get; }

    public HostEnvironment HostEnvironment => Settings.HostEnvironment;

    public ProfileFiles Files { get; }

    /// <summary>The profile named on the call, if one is.</summary>
    public string? NamedProfile => Settings.ProfileName is { Length: > 0 } name ? name : null;

    /// <summary>The profile in force: the one named on the call, else AWS_PROFILE's, else <c>default</c>.</summary>
    public string ProfileName { get; }

    /// <summary>The profile in force; null where no file knows it.</summary>
    public Profile? Profile { get; }

    /// <summary>The refusal of a profile that AWS_PROFILE names and no file knows; null where it names none, or one that is there.</summary>
    public BedrockException? EnvironmentProfileNotFound =>
        NamedProfile is null && Profile is null && HostEnvironment.Get("AWS_PROFILE") is { } name ? ProfileNotFound(name, "AWS_PROFILE") : null;

    /// <summary>Whether configured endpoints are to be overlooked.</summary>
    public bool IgnoresConfiguredEndpoints => Flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls");

    public bool UsesFips => Flag("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");

    public bool UsesDualStack => Flag("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint");

    /// <summary>How often a request is made at most; 3 where nothing that makes sense is set.</summary>
    public int MaxAttempts =>
        int.TryParse(Setting("AWS_MAX_ATTEMPTS", "max_attempts")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : 3;

    /// <summary>A switch that a variable or the profile sets.</summary>
    private bool Flag(string variable, string setting)
    {
        if (Setting(variable, setting) is not var (text, source))
            return false;
        return bool.TryParse(text, out var value)
            ? value
            : throw new BedrockException(ErrorCode.InvalidEndpoint, $"{source} is '{text}': true or false is needed.", null);
    }

    /// <summary>What a variable or else the profile sets, and which of them.</summary>
    public (string Value, string Source)? Setting(string variable, string setting)
    {
        if (HostEnvironment.Get(variable) is { } set)
            return (set, variable);
        return Profile?.Get(setting) is { } value ? (value, $"{setting} of the profile '{ProfileName}'") : null;
    }

    /// <summary>The endpoint that the environment or the profile sets for a service, and where.</summary>
    public (string Url, string Source)? ConfiguredEndpoint(string service)
    {
        if (IgnoresConfiguredEndpoints)
            return null;
        var variable = "AWS_ENDPOINT_URL_" + service.ToUpperInvariant();
        if (HostEnvironment.Get(variable) is { } own)
            return (own, variable);
        if (HostEnvironment.Get("AWS_ENDPOINT_URL") is { } global)
            return (global, "AWS_ENDPOINT_URL");
        if (Profile?.Get("services") is { } services && Files.FindServiceEndpoint(services, service) is { } section)
            return (section, $"the services section '{services}' of the profile '{ProfileName}'");
        return Profile?.Get("endpoint_url") is { } url ? (url, $"endpoint_url of the profile '{ProfileName}'") : null;
    }

    public BedrockException ProfileNotFound(string name, string source) => new(
        ErrorCode.ProfileNotUsable,
        $"There is no profile '{name}', which {source} names, in {Files.CredentialsPath} or {Files.ConfigPath}; make it with: aws configure --profile {name}",
        null);
}
