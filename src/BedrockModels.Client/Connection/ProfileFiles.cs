using Amazon.Runtime.Internal.Util;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>
/// The shared credentials and config files, read anew for each connection. With -ProfileLocation the config file is the one beside it. (The SDK settles where they are once per process;
/// in a shell, AWS_CONFIG_FILE may be set at any time.)
/// </summary>
internal sealed class ProfileFiles
{
    public const string Default = "default";

    private readonly Lazy<ProfileIniFile> _credentials;
    private readonly Lazy<ProfileIniFile> _config;

    // The config file again, its sections taken without the word "profile" before their names.
    private readonly Lazy<ProfileIniFile> _configWithoutPrefix;

    public ProfileFiles(ConnectionSettings settings)
    {
        var environment = settings.HostEnvironment;
        var folder = Path.Combine(environment.HomeFolder, ".aws");
        CredentialsPath = Rooted(settings.ProfileLocation) ?? Rooted(environment.Get("AWS_SHARED_CREDENTIALS_FILE")) ?? Path.Combine(folder, "credentials");
        var beside = settings.ProfileLocation is { Length: > 0 } ? Path.GetDirectoryName(Path.GetFullPath(CredentialsPath)) : null;
        ConfigPath = Rooted(environment.Get("AWS_CONFIG_FILE")) ?? Path.Combine(beside ?? folder, "config");
        SsoCacheFolder = Path.Combine(folder, "sso", "cache");
        _credentials = new(() => Read(CredentialsPath, hasPrefix: false));
        _config = new(() => Read(ConfigPath, hasPrefix: true));
        _configWithoutPrefix = new(() => Read(ConfigPath, hasPrefix: false));

        string? Rooted(string? path) => path switch
        {
            null or "" => null,
            _ when path.StartsWith("~/", StringComparison.Ordinal) => Path.Combine(environment.HomeFolder, path[2..]),
            _ => path,
        };
    }

    public string CredentialsPath { get; }

    public string ConfigPath { get; }

    public string SsoCacheFolder { get; }

    /// <summary>Differs whenever one of the files was changed.</summary>
    public (string Credentials, DateTime CredentialsTime, string Config, DateTime ConfigTime) LastWrite =>
        (CredentialsPath, File.GetLastWriteTimeUtc(CredentialsPath), ConfigPath, File.GetLastWriteTimeUtc(ConfigPath));

    /// <summary>A profile; where both files set the same, the credentials file wins, as in all AWS tools. Null where neither knows it.</summary>
    public Profile? Find(string name)
    {
        var settings = FindInConfig(name);
        var inCredentials = _credentials.Value.TryGetSection(name, isSsoSession: false, isServicesSection: false, out var overrides, out _);
        if (settings is null && !inCredentials)
            return null;
        var merged = new Dictionary<string, string>(settings ?? [], StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in inCredentials ? overrides : [])
            merged[key] = value;
        return new Profile(name, merged);
    }

    /// <summary>The names of all profiles, in order.</summary>
    public IReadOnlyList<string> Names()
    {
        // The config file holds sections of other kinds too.
        var inConfig = _configWithoutPrefix.Value.ListSectionNames().Select(section => section.Trim('\'', '"')).Where(name => FindInConfig(name) is not null);
        return [.. inConfig.Concat(_credentials.Value.ListSectionNames()).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The section <c>sso-session NAME</c>.</summary>
    public Profile? FindSsoSession(string name) =>
        _config.Value.TryGetSection(name, isSsoSession: true, isServicesSection: false, out var settings, out _) ? new Profile(name, settings) : null;

    /// <summary>The <c>endpoint_url</c> of a service in the section <c>services NAME</c>.</summary>
    public string? FindServiceEndpoint(string services, string service) =>
        _config.Value.TryGetSection(services, isSsoSession: false, isServicesSection: true, out _, out var nested)
        && nested is not null && nested.TryGetValue(service, out var settings) && settings.TryGetValue("endpoint_url", out var url) && url.Length > 0
            ? url
            : null;

    /// <summary>A section <c>profile NAME</c> of the config file. The AWS CLI quotes a name with a space in it; <c>default</c> may stand without the word, and then comes second.</summary>
    private Dictionary<string, string>? FindInConfig(string name)
    {
        return Section(_config, name) ?? Section(_config, $"'{name}'") ?? Section(_config, $"\"{name}\"") ?? (name == Default ? Section(_configWithoutPrefix, Default) : null);

        static Dictionary<string, string>? Section(Lazy<ProfileIniFile> file, string spelled) =>
            file.Value.TryGetSection(spelled, isSsoSession: false, isServicesSection: false, out var settings, out _) ? settings : null;
    }

    private static ProfileIniFile Read(string path, bool hasPrefix)
    {
        try
        {
            return new ProfileIniFile(path, hasPrefix);
        }
        catch (InvalidDataException)
        {
            // The SDK's text quotes the line, and the line may be a secret.
            throw new BedrockException(ErrorCode.ProfileNotUsable, $"The file {path} is not in the form of AWS profiles: it has a line that is no [section], no key = value and no comment.", null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BedrockException(ErrorCode.ProfileNotUsable, $"The file {path} with AWS profiles cannot be read; check its permissions.", exception);
        }
    }
}

/// <summary>A profile as both shared files describe it.</summary>
internal sealed record Profile(string Name, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>A setting's value; null where there is none or it is empty.</summary>
    public string? Get(string key) => Settings.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    public bool Has(params string[] keys) => keys.All(k => Get(k) is not null);
}
