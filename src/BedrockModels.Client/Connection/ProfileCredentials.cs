using System.Globalization;

namespace BedrockModels.Client;

/// <summary>Creates the credentials of a profile in the order of the AWS CLI: role, web identity, SSO, keys, login, process.</summary>
internal sealed class ProfileCredentials(ConnectionContext context, CredentialServiceClients services)
{
    private static readonly string[] Complete =
        ["aws_access_key_id", "aws_secret_access_key", "role_arn", "credential_process", "login_session"];

    // Settings that need another one, from the more important one.
    private static readonly (string Setting, string Needed)[] Partial =
    [
        ("sso_account_id", "sso_role_name"),
        ("sso_role_name", "sso_account_id"),
        ("sso_session", "sso_account_id"),
        ("sso_start_url", "sso_account_id"),
        ("sso_account_id", "sso_session"),
        ("web_identity_token_file", "role_arn"),
        ("source_profile", "role_arn"),
        ("credential_source", "role_arn"),
    ];

    /// <summary>Whether a profile has a setting of credentials. If it has only a part of them, it is an error to use it.</summary>
    public static bool HasCredentials(Profile profile) =>
        Partial.Select(row => row.Setting).Concat(Complete).Any(profile.Settings.ContainsKey);

    /// <summary>The credentials of a profile; null if it has none.</summary>
    public ResolvedCredentials? Resolve(Profile profile)
    {
        if (!HasCredentials(profile))
            return null;
        var name = $"the profile '{profile.Name}'";
        if (!profile.Has("role_arn") && !IsSso(profile) && GetKeys(profile) is { } keys)
        {
            return ResolvedCredentials.FromKeys(name, keys, () => ReadKeys(profile.Name)) with
            {
                ProfileName = profile.Name,
                Identity = (keys, profile.Name, context.Files.CredentialsPath, context.Files.ConfigPath),
            };
        }

        var created = Create(profile, []);
        var identity = ("profile", profile.Name, context.Files.Stamps, services.GetIdentity(), created.Origin);
        return ResolvedCredentials.FromProvider(name, identity, created) with { ProfileName = profile.Name };
    }

    public ResolvedCredentials ResolveWebIdentity(string name, string role, string tokenFile, string? session)
    {
        var created = CreateWebIdentity(name, role, tokenFile, session);
        return ResolvedCredentials.FromProvider(name, (role, session, services.GetIdentity(), created.Origin), created);
    }

    private RoleCredentials CreateWebIdentity(string name, string role, string tokenFile, string? session) =>
        new(services, name, new Role(role, session) { TokenFile = context.Environment.ResolvePath(tokenFile) });

    private AccessKeys? ReadKeys(string profile) =>
        new ProfileFiles(context.Settings).Find(profile) is { } read ? GetKeys(read) : null;

    private static bool IsSso(Profile profile) =>
        profile.Has("sso_account_id", "sso_role_name") && (profile.Has("sso_session") || profile.Has("sso_start_url"));

    /// <summary>A setting that has different values in the profile and in its sso-session.</summary>
    private string? GetContradiction(Profile profile) => profile.Get("sso_session") is { } session
        ? context.Files.FindSsoSession(session)?.Settings.FirstOrDefault(row => row.Value != (profile.Get(row.Key) ?? row.Value)).Key
        : null;

    private static AccessKeys? GetKeys(Profile profile) => (profile.Get("aws_access_key_id"), profile.Get("aws_secret_access_key")) switch
    {
        (null, null) => null,
        (_, null) => throw NotUsable(profile, "has an aws_access_key_id, but no aws_secret_access_key"),
        (null, _) => throw NotUsable(profile, "has an aws_secret_access_key, but no aws_access_key_id"),
        var (key, secret) => new(key, secret, profile.Get("aws_security_token") ?? profile.Get("aws_session_token")),
    };

    /// <param name="profile">The profile.</param>
    /// <param name="dependents">The profiles that have this one as their source, from the outermost.</param>
    private RefreshingKeys Create(Profile profile, IReadOnlyList<string> dependents)
    {
        // In all AWS SDKs, the keys of a source profile win over its role, so a profile can be its own source.
        if (dependents.Count > 0 && GetKeys(profile) is { } own)
            return new StoredKeys(own, () => ReadKeys(profile.Name));
        if (dependents.Contains(profile.Name))
            throw NotUsable(profile, "uses itself as its source, through " + string.Join(", ", dependents));
        var name = $"the profile '{profile.Name}'";
        var session = profile.Get("role_session_name");
        if (profile.Get("role_arn") is { } role)
        {
            return profile.Get("web_identity_token_file") is { } file ? CreateWebIdentity(name, role, file, session) : new RoleCredentials(
                services,
                name,
                new Role(role, session)
                {
                    ExternalId = profile.Get("external_id"),
                    Seconds = GetDuration(profile),
                    Source = CreateSource(profile, dependents),
                });
        }

        if (IsSso(profile))
        {
            return GetContradiction(profile) is { } key
                ? throw NotUsable(profile, $"has another {key} than its sso_session '{profile.Get("sso_session")}'")
                : new SsoCredentials(services, context.Files, profile);
        }

        if (GetKeys(profile) is { } keys)
            return new StoredKeys(keys, () => ReadKeys(profile.Name));
        if (profile.Get("login_session") is { } login)
            return new LoginCredentials(services, profile, login);
        if (profile.Get("credential_process") is { } command)
            return new ProcessCredentials(context.Environment, profile.Name, command);
        throw NotUsable(
            profile,
            Partial.FirstOrDefault(row => profile.Has(row.Setting) && !profile.Has(row.Needed)) is ({ } setting, var needed)
                ? $"has the setting {setting}, but not {needed}"
                : "has no credentials");
    }

    private RefreshingKeys CreateSource(Profile profile, IReadOnlyList<string> dependents)
    {
        if (profile.Has("mfa_serial"))
            throw NotUsable(profile, "requires an MFA code, and this module never prompts for one");
        if (profile.Has("source_profile", "credential_source"))
            throw NotUsable(profile, "has both source_profile and credential_source, but a role uses only one");
        if (profile.Get("source_profile") is { } source)
        {
            var found = context.Files.Find(source)
                ?? throw context.ProfileNotFound(source, $"source_profile of the profile '{profile.Name}'");
            return Create(found, [.. dependents, profile.Name]);
        }

        return profile.Get("credential_source")?.ToUpperInvariant() switch
        {
            "ENVIRONMENT" when context.Environment.FindKeys() is { } keys => new StoredKeys(keys, context.Environment.FindKeys),
            "ENVIRONMENT" => throw NotUsable(
                profile,
                "gets its source credentials from the environment, but AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set"),
            "ECSCONTAINER" => ContainerCredentials.Create(context.Environment) ?? throw NotUsable(
                profile,
                "gets its source credentials from the container, but AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set"),
            "EC2INSTANCEMETADATA" => InstanceMetadata.Get(context),
            null => throw NotUsable(profile, "has a role_arn, but no source_profile, credential_source or web_identity_token_file"),
            _ => throw NotUsable(profile, "has a credential_source other than Environment, EcsContainer or Ec2InstanceMetadata"),
        };
    }

    private static int? GetDuration(Profile profile)
    {
        if (profile.Get("duration_seconds") is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : throw NotUsable(profile, $"has the duration_seconds '{text}', which is not a number of seconds");
    }

    private static BedrockException NotUsable(Profile profile, string reason) => new(
        ErrorCode.ProfileNotUsable,
        $"The profile '{profile.Name}' {reason}. To change it, run: aws configure --profile {InputText.Argument(profile.Name)}. "
        + "To use its keys instead, run: aws configure export-credentials "
        + $"--profile {InputText.Argument(profile.Name)} --format powershell",
        null);
}
