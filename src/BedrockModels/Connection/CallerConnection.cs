namespace BedrockModels;

/// <summary>Reads the client's settings from the connection parameters and from the variables of AWS Tools in the caller's scope.</summary>
internal static class CallerConnection
{
    /// <exception cref="ArgumentException">A key without its pair, or an object without keys.</exception>
    public static ConnectionSettings Read(BedrockCmdlet cmdlet)
    {
        var given = Given(cmdlet);
        return new()
        {
            ProfileName = cmdlet.ProfileName,
            ProfileLocation = cmdlet.ProfileLocation is { } location
                ? cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(location)
                : null,
            Credential = given,
            StoredCredential = given is null && cmdlet.ProfileName is null ? Stored(cmdlet) : null,
            StoredRegion = ObjectMembers.Bare(cmdlet.GetVariableValue("StoredAWSRegion")) as string,
            EndpointUrl = cmdlet.EndpointUrl,
            AsksModels = cmdlet.AsksModels,
            Environment = EnvironmentOf(cmdlet.SessionState.Path),
        };
    }

    /// <summary>The environment with the location of the session, from which PowerShell also starts programs.</summary>
    public static HostEnvironment EnvironmentOf(PathIntrinsics path)
    {
        try
        {
            // The engine reads the mounts of the machine for each ProviderPath, which a path of a usual drive does not need.
            var location = path.CurrentFileSystemLocation;
            var folder = Path.IsPathFullyQualified(location.Path) ? location.Path : location.ProviderPath;
            return HostEnvironment.Current with { WorkingFolder = folder };
        }
        catch (SessionStateException)
        {
            // A restricted session does not have the FileSystem provider.
            return HostEnvironment.Current;
        }
    }

    private static CredentialSource? Given(BedrockCmdlet cmdlet)
    {
        switch (cmdlet.AccessKey, cmdlet.SecretKey)
        {
            case (null, null) when cmdlet.SessionToken is not null:
                throw Refusals.SessionTokenAlone();
            case (null, null):
                return cmdlet.Credential is { } given ? CredentialReader.Read("-Credential", given) : null;
            case (_, null):
                throw Refusals.AccessKeyAlone();
            case (null, _):
                throw Refusals.SecretKeyAlone();
            case var (accessKey, secretKey):
                return CredentialReader.Fixed("-AccessKey and -SecretKey", new AccessKeys(accessKey, secretKey, cmdlet.SessionToken));
        }
    }

    /// <summary>Stored credentials without keys are an error, so that the call never uses another account instead.</summary>
    private static CredentialSource? Stored(BedrockCmdlet cmdlet) =>
        cmdlet.GetVariableValue("StoredAWSCredentials") is { } stored ? CredentialReader.Read("$StoredAWSCredentials", stored) : null;
}
