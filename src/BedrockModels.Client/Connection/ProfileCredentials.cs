using System.Globalization;
using Amazon.Runtime;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>Makes credentials of a profile, in the order in which the AWS CLI reads one: role, web identity, SSO, keys, process.</summary>
internal sealed class ProfileCredentials(ConnectionContext context, CredentialServiceClients services)
{
    /// <summary>A profile's credentials; null where it describes none.</summary>
    public ResolvedCredentials? Resolve(Profile profile)
    {
        var name = $"the profile '{profile.Name}'";
        if (GetKeys(profile) is { } keys && !profile.Has("role_arn") && !IsSso(profile))
            return ResolvedCredentials.FromKeys(name, keys) with { ProfileName = profile.Name };
        if (!HasCredentials(profile))
            return null;
        // A role may take its source from the environment, which can change at any time.
        var environment = (context.HostEnvironment.Get("AWS_ACCESS_KEY_ID"), context.HostEnvironment.Get("AWS_SECRET_ACCESS_KEY"), context.HostEnvironment.Get("AWS_SESSION_TOKEN"));
        var identity = ("profile", profile.Name, context.Files.LastWrite, services.Identity, profile.Has("role_arn") ? environment : default);
        return ResolvedCredentials.FromProvider(name, identity, () => Create(profile, [])) with { ProfileName = profile.Name };
    }

    public ResolvedCredentials ResolveWebIdentity(string name, string role, string tokenFile, string? session) =>
        ResolvedCredentials.FromProvider(name, (role, tokenFile, session, services.Identity), () => new WebIdentityCredentials(services, name, role, tokenFile, session));

    private static bool HasCredentials(Profile profile) =>
        profile.Has("role_arn") || IsSso(profile) || profile.Has("credential_process") || profile.Has("login_session") || GetKeys(profile) is not null;

    private static bool IsSso(Profile profile) => profile.Has("sso_account_id", "sso_role_name") && (profile.Has("sso_session") || profile.Has("sso_start_url"));

    private static AccessKeys? GetKeys(Profile profile) => profile.Has("aws_access_key_id", "aws_secret_access_key")
        ? new AccessKeys(profile.Get("aws_access_key_id")!, profile.Get("aws_secret_access_key")!, profile.Get("aws_session_token"))
        : null;

    private AWSCredentials Create(Profile profile, IReadOnlyList<string> chained)
    {
        var name = $"the profile '{profile.Name}'";

        // The keys of a source go before its role, as in all AWS SDKs: so a profile may be its own source.
        if (chained.Count > 0 && GetKeys(profile) is { } own)
            return CreateStatic(own);
        if (chained.Contains(profile.Name))
            throw ProfileNotUsable(profile, "names itself as its source, through " + string.Join(", ", chained));
        if (profile.Get("role_arn") is { } role)
        {
            return profile.Get("web_identity_token_file") is { } file
                ? new WebIdentityCredentials(services, name, role, file, profile.Get("role_session_name"))
                : new AssumedRoleCredentials(services, profile, role, GetDuration(profile), CreateSource(profile, chained));
        }

        if (IsSso(profile))
            return new SsoCredentials(services, context.Files, profile);
        if (GetKeys(profile) is { } keys)
            return CreateStatic(keys);
        if (profile.Get("credential_process") is { } command)
            return new ProcessCredentials(profile.Name, command);
        throw ProfileNotUsable(profile, profile.Has("login_session") ? "logs in by 'aws login', which this module cannot read" : "holds no credentials");
    }

    private AWSCredentials CreateSource(Profile profile, IReadOnlyList<string> chained)
    {
        if (profile.Has("mfa_serial"))
            throw ProfileNotUsable(profile, "asks for an MFA code, and this module never prompts for one");
        if (profile.Has("source_profile", "credential_source"))
            throw ProfileNotUsable(profile, "has both source_profile and credential_source, of which a role takes one");
        if (profile.Get("source_profile") is { } source)
        {
            return Create(
                context.Files.Find(source) ?? throw context.ProfileNotFound(source, $"source_profile of the profile '{profile.Name}'"),
                [.. chained, profile.Name]);
        }

        return profile.Get("credential_source")?.ToUpperInvariant() switch
        {
            "ENVIRONMENT" when context.HostEnvironment.Get("AWS_ACCESS_KEY_ID") is { } key && context.HostEnvironment.Get("AWS_SECRET_ACCESS_KEY") is { } secret =>
                CreateStatic(new AccessKeys(key, secret, context.HostEnvironment.Get("AWS_SESSION_TOKEN"))),
            "ENVIRONMENT" => throw ProfileNotUsable(profile, "takes its source from the environment, where AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set"),
            "ECSCONTAINER" => ContainerCredentials.Create(context.HostEnvironment)
                ?? throw ProfileNotUsable(profile, "takes its source from the container, where AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set"),
            "EC2INSTANCEMETADATA" => new InstanceCredentials(new InstanceMetadata(context)),
            null => throw ProfileNotUsable(profile, "has a role_arn, but neither source_profile nor credential_source nor web_identity_token_file"),
            _ => throw ProfileNotUsable(profile, "has a credential_source other than Environment, EcsContainer and Ec2InstanceMetadata"),
        };
    }

    private static int? GetDuration(Profile profile)
    {
        if (profile.Get("duration_seconds") is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : throw ProfileNotUsable(profile, $"has the duration_seconds '{text}', which is no number of seconds");
    }

    private static AWSCredentials CreateStatic(AccessKeys keys) => keys.SessionToken is null
        ? new BasicAWSCredentials(keys.AccessKey, keys.SecretKey)
        : new SessionAWSCredentials(keys.AccessKey, keys.SecretKey, keys.SessionToken);

    private static BedrockException ProfileNotUsable(Profile profile, string why) => new(
        ErrorCode.ProfileNotUsable,
        $"The profile '{profile.Name}' {why}; mend it with: aws configure --profile {profile.Name}, or hand its keys over with: aws configure export-credentials --profile {profile.Name} --format powershell",
        null);
}
