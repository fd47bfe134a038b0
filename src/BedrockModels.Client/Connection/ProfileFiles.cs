namespace BedrockModels.Client;

/// <summary>
/// The shared credentials and config files, read for each connection. With -ProfileLocation, the config file is the one beside it.
/// (The SDK resolves their paths once per process, but a shell can set AWS_CONFIG_FILE at any time.)
/// </summary>
internal sealed class ProfileFiles
{
    public const string Default = "default";

    private const string AccessKey = "aws_access_key_id";
    private static readonly string[] KeyParts = [AccessKey, "aws_secret_access_key", "aws_session_token", "aws_security_token"];

    private readonly Lazy<ProfileFile> _credentials;
    private readonly Lazy<ProfileFile> _config;

    public ProfileFiles(ConnectionSettings settings)
    {
        var environment = settings.Environment;
        var folder = Path.Combine(environment.HomeFolder, ".aws");
        var location = string.IsNullOrEmpty(settings.ProfileLocation)
            ? null
            : Path.GetFullPath(settings.ProfileLocation, environment.WorkingFolder);
        CredentialsPath = location ?? Resolve("AWS_SHARED_CREDENTIALS_FILE") ?? Path.Combine(folder, "credentials");
        var beside = location is null ? folder : Path.GetDirectoryName(location);
        ConfigPath = Resolve("AWS_CONFIG_FILE") ?? Path.Combine(beside ?? folder, "config");
        SsoCacheFolder = Path.Combine(folder, "sso", "cache");
        Stamps = (FileStamp.Read(CredentialsPath), FileStamp.Read(ConfigPath));
        _credentials = new(() => ProfileFile.Read(CredentialsPath, isConfig: false));
        _config = new(() => ProfileFile.Read(ConfigPath, isConfig: true));

        string? Resolve(string variable) => environment.Get(variable) is { } path ? environment.ResolvePath(path) : null;
    }

    public string CredentialsPath { get; }

    public string ConfigPath { get; }

    public string SsoCacheFolder { get; }

    /// <summary>The state of both files before they were read.</summary>
    public (FileStamp Credentials, FileStamp Config) Stamps { get; }

    /// <summary>
    /// A profile; null if neither file contains it. As in all AWS tools, the settings of the credentials file win. As in the AWS CLI,
    /// the parts of a key come from one file, and keys in the config file come after its other credentials.
    /// </summary>
    public Profile? Find(string name)
    {
        var config = _config.Value.Find("profile", name);
        var credentials = _credentials.Value.Find("profile", name);
        if (config is null && credentials is null)
            return null;
        var merged = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in (config ?? []).Concat(credentials ?? []))
            merged[key] = value;
        if (!merged.ContainsKey(AccessKey))
            return new Profile(name, merged);
        var owner = credentials?.ContainsKey(AccessKey) == true ? credentials : config!;
        var isUsed = owner == credentials || !(merged.ContainsKey("credential_process") || merged.ContainsKey("login_session"));
        foreach (var part in KeyParts)
        {
            merged.Remove(part);
            if (isUsed && owner.TryGetValue(part, out var value))
                merged[part] = value;
        }

        return new Profile(name, merged);
    }

    /// <summary>The names of all profiles, in order.</summary>
    public IReadOnlyList<string> Names() =>
        [.. _config.Value.ProfileNames().Union(_credentials.Value.ProfileNames()).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The section <c>sso-session NAME</c>.</summary>
    public Profile? FindSsoSession(string name) =>
        _config.Value.Find("sso-session", name) is { } settings ? new Profile(name, settings) : null;

    /// <summary>The <c>endpoint_url</c> of a service in the section <c>services NAME</c>; null if it has none.</summary>
    /// <exception cref="BedrockException">The section does not exist.</exception>
    public string? FindServiceEndpoint(string services, string service) =>
        _config.Value.Find("services", services) is { Count: > 0 } settings
            ? new Profile(services, settings).Get(ProfileFile.Nested(service, "endpoint_url"))
            : throw ConnectionErrors.ProfileNotUsable(
                $"The services section '{services}' that the profile uses does not exist in {ConfigPath}, or is empty. "
                + $"Add [services {services}], or remove the setting 'services'.");
}

/// <summary>A profile, merged from both files.</summary>
internal sealed record Profile(string Name, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>The value of a setting; null if it is missing or empty.</summary>
    /// <exception cref="BedrockException">It continues on a second line, which is a mistake in every setting except a command.</exception>
    public string? Get(string key)
    {
        if (!Settings.TryGetValue(key, out var value) || value.Length == 0)
            return null;
        return key == "credential_process" || !value.Contains('\n', StringComparison.Ordinal)
            ? value
            : throw ConnectionErrors.ProfileNotUsable(
                $"The line after the setting '{key}' of '{Name}' belongs to it, because it starts with more white space. "
                + "Remove the white space.");
    }

    public bool Has(params string[] keys) => keys.All(key => Get(key) is not null);
}
