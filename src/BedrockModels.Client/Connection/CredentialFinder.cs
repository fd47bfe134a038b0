using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>Finds the credentials: the first source that is there wins, and if it fails it is not passed over.</summary>
internal sealed class CredentialFinder(Chain chain, ProfileCredentials profiles)
{
    public const string BearerVariable = "AWS_BEARER_TOKEN_BEDROCK";

    private const string EnvironmentName = "the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";

    private Surroundings Surroundings => chain.Surroundings;

    /// <summary>
    /// The API key that goes as a bearer token, unless the call names keys or a profile. It never goes over plain http: on this
    /// machine, where an emulator listens, keys are looked for in its stead; to another machine the call is refused.
    /// </summary>
    public string? FindBearerToken(Uri endpoint, Action<string> verbose)
    {
        if (chain.Settings.Credential is not null || chain.NamedProfile is not null || Surroundings.Get(BearerVariable) is not { } token)
            return null;
        if (endpoint.Scheme != "http")
            return PipelineIdentity.IsSendable(token) ? token : throw PipelineIdentity.Unsendable($"API key in {BearerVariable}");
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

    public async Task<FoundCredential> FindAsync(CancellationToken ct)
    {
        if (chain.Settings.Credential is { } given)
            return FoundCredential.Of(given);
        if (chain.NamedProfile is { } named)
            return profiles.Find(chain.Profile!) ?? throw Unusable(named, "");
        if (chain.Settings.StoredCredential is { } stored)
            return FoundCredential.Of(stored);
        return FromEnvironment()
            ?? FromNamedByEnvironment()
            ?? FromWebIdentity()
            ?? (chain.Profile is { } profile ? profiles.Find(profile) : null)
            ?? ContainerCredentials.Find(Surroundings)
            ?? await new InstanceMetadata(chain).FindCredentialsAsync(ct).ConfigureAwait(false)
            ?? throw NotFound();
    }

    private FoundCredential? FromEnvironment()
    {
        var key = Surroundings.Get("AWS_ACCESS_KEY_ID");
        var secret = Surroundings.Get("AWS_SECRET_ACCESS_KEY");
        return (key, secret) switch
        {
            (null, null) => null,
            (null, _) => throw HalfPair("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"),
            (_, null) => throw HalfPair("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
            _ => FoundCredential.Of(EnvironmentName, new AccessKeys(key, secret, Surroundings.Get("AWS_SESSION_TOKEN"))),
        };
    }

    private FoundCredential? FromNamedByEnvironment()
    {
        if (Surroundings.Get("AWS_PROFILE") is not { } name)
            return null;
        return profiles.Find(chain.Profile ?? throw chain.MissingByEnvironment!) ?? throw Unusable(name, "AWS_PROFILE names it; ");
    }

    private FoundCredential? FromWebIdentity()
    {
        // The role alone says nothing: other tools use the variable too.
        if (Surroundings.Get("AWS_WEB_IDENTITY_TOKEN_FILE") is not { } file)
            return null;
        return Surroundings.Get("AWS_ROLE_ARN") is { } role
            ? profiles.WebIdentity("the web identity in AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE", role, file, Surroundings.Get("AWS_ROLE_SESSION_NAME"))
            : throw HalfPair("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN");
    }

    private static BedrockException HalfPair(string there, string missing) => new(
        ErrorCode.CredentialsNotFound, $"{there} is set, but {missing} is not: set both, or neither.", null);

    private BedrockException Unusable(string name, string namedBy) => new(
        ErrorCode.ProfileNotUsable,
        $"The profile '{name}' in {chain.Files.CredentialsPath} and {chain.Files.ConfigPath} holds no credentials that this module knows; {namedBy}add some with: aws configure --profile {name}",
        null);

    private BedrockException NotFound() => new(
        ErrorCode.CredentialsNotFound,
        "No AWS credentials were found. Looked at: -AccessKey, -Credential and -ProfileName (not given), $StoredAWSCredentials (not set), AWS_ACCESS_KEY_ID (not set), "
        + "AWS_PROFILE (not set), AWS_ROLE_ARN with AWS_WEB_IDENTITY_TOKEN_FILE (not set), "
        + $"the profile 'default' (none in {chain.Files.CredentialsPath} and {chain.Files.ConfigPath}), "
        + "AWS_CONTAINER_CREDENTIALS_FULL_URI and _RELATIVE_URI (not set), "
        + (InstanceMetadata.IsOff(Surroundings) ? "the instance metadata (AWS_EC2_METADATA_DISABLED is set)" : "the instance metadata (no answer)")
        + (Surroundings.Get(BearerVariable) is null ? $", {BearerVariable} (not set)" : $", {BearerVariable} (set, but it does not go over plain http)")
        + ". Set them up with: aws configure, or aws configure sso",
        null);
}
