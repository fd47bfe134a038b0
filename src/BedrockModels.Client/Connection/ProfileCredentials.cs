using System.Globalization;
using Amazon.Runtime;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>Makes credentials of a profile, in the order in which the AWS CLI reads one: role, web identity, SSO, keys, process.</summary>
internal sealed class ProfileCredentials(Chain chain, AwsServices services)
{
    /// <summary>A profile's credentials; null where it describes none.</summary>
    public FoundCredential? Find(Profile profile)
    {
        var name = $"the profile '{profile.Name}'";
        if (KeysOf(profile) is { } keys && !profile.Has("role_arn") && !IsSso(profile))
            return FoundCredential.Of(name, keys) with { ProfileName = profile.Name };
        if (!Describes(profile))
            return null;
        // A role may take its source from the environment, which can change at any time.
        var environment = (chain.Surroundings.Get("AWS_ACCESS_KEY_ID"), chain.Surroundings.Get("AWS_SECRET_ACCESS_KEY"), chain.Surroundings.Get("AWS_SESSION_TOKEN"));
        var identity = ("profile", profile.Name, chain.Files.Stamp, services.Identity, profile.Has("role_arn") ? environment : default);
        return FoundCredential.Of(name, identity, () => Make(profile, [])) with { ProfileName = profile.Name };
    }

    public FoundCredential WebIdentity(string name, string role, string tokenFile, string? session) =>
        FoundCredential.Of(name, (role, tokenFile, session, services.Identity), () => new WebIdentityCredentials(services, name, role, tokenFile, session));

    private static bool Describes(Profile profile) =>
        profile.Has("role_arn") || IsSso(profile) || profile.Has("credential_process") || profile.Has("login_session") || KeysOf(profile) is not null;

    private static bool IsSso(Profile profile) => profile.Has("sso_account_id", "sso_role_name") && (profile.Has("sso_session") || profile.Has("sso_start_url"));

    private static AccessKeys? KeysOf(Profile profile) => profile.Has("aws_access_key_id", "aws_secret_access_key")
        ? new AccessKeys(profile.Get("aws_access_key_id")!, profile.Get("aws_secret_access_key")!, profile.Get("aws_session_token"))
        : null;

    private AWSCredentials Make(Profile profile, IReadOnlyList<string> chained)
    {
        var name = $"the profile '{profile.Name}'";

        // The keys of a source go before its role, as in all AWS SDKs: so a profile may be its own source.
        if (chained.Count > 0 && KeysOf(profile) is { } own)
            return Static(own);
        if (chained.Contains(profile.Name))
            throw Unusable(profile, "names itself as its source, through " + string.Join(", ", chained));
        if (profile.Get("role_arn") is { } role)
        {
            return profile.Get("web_identity_token_file") is { } file
                ? new WebIdentityCredentials(services, name, role, file, profile.Get("role_session_name"))
                : new AssumedRoleCredentials(services, profile, role, DurationOf(profile), SourceOf(profile, chained));
        }

        if (IsSso(profile))
            return new SsoCredentials(services, chain.Files, profile);
        if (KeysOf(profile) is { } keys)
            return Static(keys);
        if (profile.Get("credential_process") is { } command)
            return new ProcessCredentials(profile.Name, command);
        throw Unusable(profile, profile.Has("login_session") ? "logs in by 'aws login', which this module cannot read" : "holds no credentials");
    }

    private AWSCredentials SourceOf(Profile profile, IReadOnlyList<string> chained)
    {
        if (profile.Has("mfa_serial"))
            throw Unusable(profile, "asks for an MFA code, and this module never prompts for one");
        if (profile.Has("source_profile", "credential_source"))
            throw Unusable(profile, "has both source_profile and credential_source, of which a role takes one");
        if (profile.Get("source_profile") is { } source)
        {
            return Make(
                chain.Files.Find(source) ?? throw chain.NoSuchProfile(source, $"source_profile of the profile '{profile.Name}'"),
                [.. chained, profile.Name]);
        }

        return profile.Get("credential_source")?.ToUpperInvariant() switch
        {
            "ENVIRONMENT" when chain.Surroundings.Get("AWS_ACCESS_KEY_ID") is { } key && chain.Surroundings.Get("AWS_SECRET_ACCESS_KEY") is { } secret =>
                Static(new AccessKeys(key, secret, chain.Surroundings.Get("AWS_SESSION_TOKEN"))),
            "ENVIRONMENT" => throw Unusable(profile, "takes its source from the environment, where AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set"),
            "ECSCONTAINER" => ContainerCredentials.Make(chain.Surroundings)
                ?? throw Unusable(profile, "takes its source from the container, where AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set"),
            "EC2INSTANCEMETADATA" => new InstanceCredentials(new InstanceMetadata(chain)),
            null => throw Unusable(profile, "has a role_arn, but neither source_profile nor credential_source nor web_identity_token_file"),
            _ => throw Unusable(profile, "has a credential_source other than Environment, EcsContainer and Ec2InstanceMetadata"),
        };
    }

    private static int? DurationOf(Profile profile)
    {
        if (profile.Get("duration_seconds") is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : throw Unusable(profile, $"has the duration_seconds '{text}', which is no number of seconds");
    }

    private static AWSCredentials Static(AccessKeys keys) => keys.SessionToken is null
        ? new BasicAWSCredentials(keys.AccessKey, keys.SecretKey)
        : new SessionAWSCredentials(keys.AccessKey, keys.SecretKey, keys.SessionToken);

    private static BedrockException Unusable(Profile profile, string why) => new(
        ErrorCode.ProfileNotUsable,
        $"The profile '{profile.Name}' {why}; mend it with: aws configure --profile {profile.Name}, or hand its keys over with: aws configure export-credentials --profile {profile.Name} --format powershell",
        null);
}
