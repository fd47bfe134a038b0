using BedrockModels.Client;

namespace BedrockModels;

/// <summary>Turns a cmdlet's connection parameters, and what AWS Tools left in the caller's scope, into settings of the client.</summary>
internal static class CallerConnection
{
    /// <exception cref="ArgumentException">Half a pair of keys, two kinds of keys, or an object without keys.</exception>
    public static ConnectionSettings Read(BedrockCmdlet cmdlet) => new()
    {
        ProfileName = cmdlet.ProfileName,
        ProfileLocation = cmdlet.ProfileLocation is { } location ? cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(location) : null,
        Credential = Given(cmdlet),
        StoredCredential = cmdlet.GetVariableValue("StoredAWSCredentials") is { } stored ? CredentialReader.Read("$StoredAWSCredentials", stored) : null,
        StoredRegion = ObjectMembers.Bare(cmdlet.GetVariableValue("StoredAWSRegion")) as string,
        EndpointUrl = cmdlet.EndpointUrl,
    };

    private static CredentialSource? Given(BedrockCmdlet cmdlet)
    {
        switch (cmdlet.AccessKey, cmdlet.SecretKey)
        {
            case (null, null) when cmdlet.SessionToken is not null:
                throw new ArgumentException("-SessionToken is given without -AccessKey and -SecretKey: give all three.");
            case (null, null):
                return cmdlet.Credential is { } given ? FromObject(given) : null;
            case (_, null):
                throw new ArgumentException("-AccessKey is given without -SecretKey: give both.");
            case (null, _):
                throw new ArgumentException("-SecretKey is given without -AccessKey: give both.");
            case var (accessKey, secretKey) when cmdlet.Credential is null:
                return CredentialReader.Fixed("-AccessKey and -SecretKey", new AccessKeys(accessKey, secretKey, cmdlet.SessionToken));
            default:
                throw new ArgumentException("-AccessKey and -Credential are both given: give one of them.");
        }
    }

    private static CredentialSource FromObject(object given) =>
        CredentialReader.Read("-Credential", given)
        ?? throw new ArgumentException(
            $"-Credential holds no keys, but {ObjectMembers.Describe(given)}: give a credentials object of AWS Tools, STS output or a hashtable with AccessKeyId and SecretAccessKey (and SessionToken), or a PSCredential with the access key as user name.");
}
