namespace BedrockModels.Client;

/// <summary>Resolves the credentials: the first source that is configured wins. If it fails, no other source is tried.</summary>
internal sealed class CredentialResolver(ConnectionContext context, ProfileCredentials profiles)
{
    public const string BearerVariable = "AWS_BEARER_TOKEN_BEDROCK";

    /// <summary>Start-BedrockEmulator sets it to a token that belongs to the emulator and not to an account.</summary>
    public const string EmulatorTokenVariable = "BEDROCKMODELS_EMULATOR_TOKEN";

    private HostEnvironment Environment => context.Environment;

    /// <summary>
    /// The API key to send as a bearer token, unless the call names keys or a profile. It is never sent over plain http: for a
    /// loopback endpoint other credentials are used, unless the token is the emulator's; for another machine the call is rejected.
    /// </summary>
    public string? FindBearerToken(Uri endpoint, Action<string> verbose)
    {
        if (context.Settings.Credential is not null || context.NamedProfile is not null || Environment.Get(BearerVariable) is not { } token)
            return null;
        if (endpoint.Scheme == "http" && endpoint.IsLoopback && token != Environment.Get(EmulatorTokenVariable))
        {
            verbose($"{BearerVariable} is ignored, because it is never sent over plain http.");
            return null;
        }

        if (endpoint.Scheme == "http" && !endpoint.IsLoopback)
        {
            throw ConnectionErrors.InvalidEndpoint(
                $"The API key in {BearerVariable} was not sent to {endpoint}, because plain http would expose it. "
                + "Use an https endpoint, specify -AccessKey and -SecretKey, or clear the variable.");
        }

        return PipelineIdentity.IsValidHeaderText(token) ? token : throw PipelineIdentity.InvalidCharacters($"API key in {BearerVariable}");
    }

    /// <summary>As in the AWS CLI, a profile that the call names replaces the variables, but not the container and the instance.</summary>
    public async Task<ResolvedCredentials> ResolveAsync(Action<string> verbose, CancellationToken ct)
    {
        if ((context.Settings.Credential ?? (context.NamedProfile is null ? context.Settings.StoredCredential : null)) is { } given)
            return ResolvedCredentials.From(given);
        if (context.NamedProfile is null && FromEnvironment() is { } keys)
            return keys;
        if (context.CheckEnvironmentProfile() is { } missing)
            throw missing;
        var found = (context.ProfileSource is null ? null : FromProfile())
            ?? (context.NamedProfile is null ? FromWebIdentity() : null)
            ?? FromProfile()
            ?? ContainerCredentials.Find(Environment)
            ?? await InstanceMetadata.Get(context).FindCredentialsAsync(ct).ConfigureAwait(false)
            ?? throw CredentialsNotFound();
        if (context.Profile is { } profile && !ProfileCredentials.HasCredentials(profile))
            verbose($"The profile '{profile.Name}' has no credentials, so those from {found.Name} are used.");
        return found;
    }

    private ResolvedCredentials? FromProfile() => context.Profile is { } profile ? profiles.Resolve(profile) : null;

    private ResolvedCredentials? FromEnvironment() => Environment.Keys switch
    {
        (null, null, _) => null,
        (null, _, _) => throw VariableMissing("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"),
        (_, null, _) => throw VariableMissing("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
        var (key, secret, token) => ResolvedCredentials.FromKeys(
            "the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            new AccessKeys(key, secret, token),
            Environment.FindKeys),
    };

    private ResolvedCredentials? FromWebIdentity()
    {
        // AWS_ROLE_ARN alone is not an error, because other tools use it too.
        if (Environment.Get("AWS_WEB_IDENTITY_TOKEN_FILE") is not { } file)
            return null;
        return Environment.Get("AWS_ROLE_ARN") is { } role
            ? profiles.ResolveWebIdentity(
                "the web identity in AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE", role, file, Environment.Get("AWS_ROLE_SESSION_NAME"))
            : throw VariableMissing("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN");
    }

    private static BedrockException VariableMissing(string set, string missing) =>
        new(ErrorCode.CredentialsNotFound, $"{set} is set, but {missing} is not. Set both or neither.", null);

    private BedrockException CredentialsNotFound()
    {
        var files = $"{context.Files.CredentialsPath} and {context.Files.ConfigPath}";
        var machine = "AWS_CONTAINER_CREDENTIALS_FULL_URI and _RELATIVE_URI (not set), "
            + $"the instance metadata ({InstanceMetadata.Get(context).Problem})";
        return context.ProfileSource is { } source
            ? ConnectionErrors.ProfileNotUsable(
                $"The profile '{context.ProfileName}' (from {source}) in {files} has no credentials. Other sources checked: {machine}. "
                + $"To add credentials, run: aws configure --profile {InputText.Argument(context.ProfileName)}")
            : ConnectionErrors.CredentialsNotFound(
                "No AWS credentials were found. Sources checked: -AccessKey, -Credential and -ProfileName (not given), "
                + "$StoredAWSCredentials (not set), AWS_ACCESS_KEY_ID (not set), AWS_PROFILE (not set), "
                + "AWS_ROLE_ARN with AWS_WEB_IDENTITY_TOKEN_FILE (not set), "
                + $"the profile 'default' (none in {files}), {machine}, "
                + $"{BearerVariable} ({(Environment.Get(BearerVariable) is null ? "not set" : "set, but never sent over plain http")}). "
                + "To set up credentials, run: aws configure, or: aws configure sso");
    }
}
