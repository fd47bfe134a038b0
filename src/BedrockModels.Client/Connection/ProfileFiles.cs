using Amazon.Runtime.Internal.Util;

namespace BedrockModels.Client;

/// <summary>
/// The shared credentials and config files, read for each connection. With -ProfileLocation, the config file is the one beside it.
/// (The SDK resolves their paths once per process, but a shell can set AWS_CONFIG_FILE at any time.)
/// </summary>
internal sealed class ProfileFiles
{
    public const string Default = "default";

    private readonly Lazy<ProfileIniFile> _credentials;
    private readonly Lazy<ProfileIniFile> _config;

    // The config file read a second time, with section names that do not start with the word "profile".
    private readonly Lazy<ProfileIniFile> _configWithoutPrefix;

    public ProfileFiles(ConnectionSettings settings)
    {
        var environment = settings.Environment;
        var folder = Path.Combine(environment.HomeFolder, ".aws");
        var location = Resolve(settings.ProfileLocation);
        CredentialsPath = location ?? Resolve(environment.Get("AWS_SHARED_CREDENTIALS_FILE")) ?? Path.Combine(folder, "credentials");
        var beside = location is null ? folder : Path.GetDirectoryName(location);
        ConfigPath = Resolve(environment.Get("AWS_CONFIG_FILE")) ?? Path.Combine(beside ?? folder, "config");
        SsoCacheFolder = Path.Combine(folder, "sso", "cache");
        _credentials = new(() => Read(CredentialsPath, hasPrefix: false));
        _config = new(() => Read(ConfigPath, hasPrefix: true));
        _configWithoutPrefix = new(() => Read(ConfigPath, hasPrefix: false));

        string? Resolve(string? path) => string.IsNullOrEmpty(path) ? null : environment.ResolvePath(path);
    }

    public string CredentialsPath { get; }

    public string ConfigPath { get; }

    public string SsoCacheFolder { get; }

    /// <summary>Changes whenever one of the files changes.</summary>
    public (string Credentials, DateTime CredentialsTime, string Config, DateTime ConfigTime) LastWrite =>
        (CredentialsPath, File.GetLastWriteTimeUtc(CredentialsPath), ConfigPath, File.GetLastWriteTimeUtc(ConfigPath));

    /// <summary>A profile; null if neither file contains it. As in all AWS tools, the settings of the credentials file win.</summary>
    public Profile? Find(string name)
    {
        var settings = FindInConfig(name);
        var overrides = FindSection(_credentials, name);
        if (settings is null && overrides is null)
            return null;
        var merged = new Dictionary<string, string>(settings ?? [], StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in overrides ?? [])
            merged[key] = value;
        return new Profile(name, merged);
    }

    /// <summary>The names of all profiles, in order.</summary>
    public IReadOnlyList<string> Names()
    {
        // The config file also has sections that are not profiles.
        var inConfig = _configWithoutPrefix.Value.ListSectionNames()
            .Select(section => section.Trim('\'', '"'))
            .Where(name => FindInConfig(name) is not null);
        var all = inConfig.Concat(_credentials.Value.ListSectionNames()).Distinct(StringComparer.Ordinal);
        return [.. all.Order(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The section <c>sso-session NAME</c>.</summary>
    public Profile? FindSsoSession(string name) =>
        FindSection(_config, name, isSsoSession: true) is { } settings ? new Profile(name, settings) : null;

    /// <summary>The <c>endpoint_url</c> of a service in the section <c>services NAME</c>.</summary>
    public string? FindServiceEndpoint(string services, string service) =>
        _config.Value.TryGetSection(services, isSsoSession: false, isServicesSection: true, out _, out var nested)
        && nested is not null
        && nested.TryGetValue(service, out var settings)
        && settings.TryGetValue("endpoint_url", out var url) && url.Length > 0
            ? url
            : null;

    /// <summary>
    /// A section <c>profile NAME</c> of the config file. The AWS CLI quotes a name with a space in it. <c>default</c> also works
    /// without the word <c>profile</c>, but the section with the word wins.
    /// </summary>
    private Dictionary<string, string>? FindInConfig(string name) =>
        FindSection(_config, name) ?? FindSection(_config, $"'{name}'") ?? FindSection(_config, $"\"{name}\"")
        ?? (name == Default ? FindSection(_configWithoutPrefix, Default) : null);

    private static Dictionary<string, string>? FindSection(Lazy<ProfileIniFile> file, string name, bool isSsoSession = false) =>
        file.Value.TryGetSection(name, isSsoSession, isServicesSection: false, out var settings, out _) ? settings : null;

    private static ProfileIniFile Read(string path, bool hasPrefix)
    {
        try
        {
            return new ProfileIniFile(path, hasPrefix);
        }
        catch (InvalidDataException)
        {
            // The SDK's message quotes the line, which can contain a secret.
            throw ConnectionErrors.ProfileNotUsable(
                $"The file {path} is not a valid AWS profiles file. It has a line that is not a [section], key = value or comment.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ConnectionErrors.ProfileNotUsable($"The AWS profiles file {path} could not be read. Check its permissions.", exception);
        }
    }
}

/// <summary>A profile, merged from both files.</summary>
internal sealed record Profile(string Name, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>The value of a setting; null if it is missing or empty.</summary>
    public string? Get(string key) => Settings.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    public bool Has(params string[] keys) => keys.All(key => Get(key) is not null);
}
