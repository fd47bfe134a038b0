using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>Finds the credentials: the first source that is there wins, and if it fails it is not passed over.</summary>
internal sealed class CredentialResolver(ConnectionContext context, ProfileCredentials profiles)
{
    public const string BearerVariable = "AWS_BEARER_TOKEN_BEDROCK";

    private const string EnvironmentName = "the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";

    private HostEnvironment HostEnvironment => context.HostEnvironment;

    /// <summary>
    /// The API key that goes as a bearer token, unless the call names keys or a profile. It never goes over plain http: on this
    /// machine, where an emulator listens, keys are looked for in its stead; to another machine the call is refused.
    /// </summary>
    public string? FindBearerToken(Uri endpoint, Action<string> verbose)
    {
        if (context.Settings.Credential is not null || context.NamedProfile is not null || HostEnvironment.Get(BearerVariable) is not { } token)
            return null;
        if (endpoint.Scheme != "http")
            return PipelineIdentity.IsValidHeaderText(token) ? token : throw PipelineIdentity.InvalidCharacters($"API key in {BearerVariable}");
        if (!endpoint.IsLoopback)
        {
            throw new BedrockException(
                ErrorCode.InvalidEndpoint,
                $"The API key in {BearerVariable} is not sent to {endpoint}: it would go over plain http for all to read; use an https endpoint, give -AccessKey and -SecretKey, or clear the variable.",
                null);
        }

        verbose($"{BearerVariable} is passed over: it does not go over plain http.");
        return null;
    }

    public async Task<ResolvedCredentials> ResolveAsync(CancellationToken ct)
    {
        if (context.Settings.Credential is { } given)
            return ResolvedCredentials.From(given);
        if (context.NamedProfile is { } named)
            return profiles.Resolve(context.Profile!) ?? throw ProfileNotUsable(named, "");
        if (context.Settings.StoredCredential is { } stored)
            return ResolvedCredentials.From(stored);
        return FromEnvironment()
            ?? FromEnvironmentProfile()
            ?? FromWebIdentity()
            ?? (context.Profile is { } profile ? profiles.Resolve(profile) : null)
            ?? ContainerCredentials.Find(HostEnvironment)
            ?? await new InstanceMetadata(context).FindCredentialsAsync(ct).ConfigureAwait(false)
            ?? throw CredentialsNotFound();
    }

    private ResolvedCredentials? FromEnvironment()
    {
        var key = HostEnvironment.Get("AWS_ACCESS_KEY_ID");
        var secret = HostEnvironment.Get("AWS_SECRET_ACCESS_KEY");
        return (key, secret) switch
        {
            (null, null) => null,
            (null, _) => throw VariableMissing("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"),
            (_, null) => throw VariableMissing("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
            _ => ResolvedCredentials.FromKeys(EnvironmentName, new AccessKeys(key, secret, HostEnvironment.Get("AWS_SESSION_TOKEN"))),
        };
    }

    private ResolvedCredentials? FromEnvironmentProfile()
    {
        if (HostEnvironment.Get("AWS_PROFILE") is not { } name)
            return null;
        return profiles.Resolve(context.Profile ?? throw context.EnvironmentProfileNotFound!) ?? throw ProfileNotUsable(name, "AWS_PROFILE names it; ");
    }

    private ResolvedCredentials? FromWebIdentity()
    {
        // The role alone says nothing: other tools use the variable too.
        if (HostEnvironment.Get("AWS_WEB_IDENTITY_TOKEN_FILE") is not { } file)
            return null;
        return HostEnvironment.Get("AWS_ROLE_ARN") is { } role
            ? profiles.ResolveWebIdentity("the web identity in AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE", role, file, HostEnvironment.Get("AWS_ROLE_SESSION_NAME"))
            : throw VariableMissing("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN");
    }

    private static BedrockException VariableMissing(string there, string missing) => new(
        ErrorCode.CredentialsNotFound, $"{there} is set, but {missing} is not: set both, or neither.", null);

    private BedrockException ProfileNotUsable(string name, string namedBy) => new(
        ErrorCode.ProfileNotUsable,
        $"The profile '{name}' in {context.Files.CredentialsPath} and {context.Files.ConfigPath} holds no credentials that this module knows; {namedBy}add some with: aws configure --profile {name}",
        null);

    private BedrockException CredentialsNotFound() => new(
        ErrorCode.CredentialsNotFound,
        "No AWS credentials were found. Looked at: -AccessKey, -Credential and -ProfileName (not given), $StoredAWSCredentials (not set), AWS_ACCESS_KEY_ID (not set), "
        + "AWS_PROFILE (not set), AWS_ROLE_ARN with AWS_WEB_IDENTITY_TOKEN_FILE (not set), "
        + $"the profile 'default' (none in {context.Files.CredentialsPath} and {context.Files.ConfigPath}), "
        + "AWS_CONTAINER_CREDENTIALS_FULL_URI and _RELATIVE_URI (not set), "
        + (InstanceMetadata.IsDisabled(HostEnvironment) ? "the instance metadata (AWS_EC2_METADATA_DISABLED is set)" : "the instance metadata (no answer)")
        + (HostEnvironment.Get(BearerVariable) is null ? $", {BearerVariable} (not set)" : $", {BearerVariable} (set, but it does not go over plain http)")
        + ". Set them up with: aws configure, or aws configure sso",
        null);
}
