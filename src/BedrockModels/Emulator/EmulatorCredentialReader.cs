namespace BedrockModels;

/// <summary>
/// Reads -Credential of Start-BedrockEmulator: all that -Credential of the other cmdlets accepts, with Expiration for temporary keys; or a
/// BearerToken. No message quotes a value.
/// </summary>
internal static class EmulatorCredentialReader
{
    // Version, Credentials and AssumedRoleUser are in the output of the AWS CLI and of STS.
    private static readonly string[] Settings =
    [
        "AccessKey", "AccessKeyId", "SecretKey", "SecretAccessKey", "SessionToken", "Token", "Expiration", "BearerToken",
        "Version", "Credentials", "AssumedRoleUser",
    ];

    /// <exception cref="EmulatorException">Something is missing or not valid.</exception>
    public static (EmulatorCredential? Keys, string? BearerToken) Read(object source)
    {
        var settings = new SettingReader("Credential", source, isSecret: true);
        settings.RefuseUnknown(Settings);
        if (CredentialReader.Text(source, "BearerToken") is { } token)
            return (null, token);
        var keys = ReadKeys(source);
        var credential = new EmulatorCredential
        {
            AccessKey = keys.AccessKey,
            SecretKey = keys.SecretKey,
            SessionToken = keys.SessionToken,
            Expiration = (settings.Nested("Credentials") ?? settings).Get<DateTimeOffset?>("Expiration"),
        };
        return (credential, null);
    }

    private static AccessKeys ReadKeys(object source)
    {
        try
        {
            return CredentialReader.Read("-Credential", source).Read();
        }
        catch (ArgumentException exception)
        {
            throw EmulatorRefusals.InvalidCredential(exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or TargetInvocationException)
        {
            // An object of AWS Tools that has no keys now, for example an expired SSO session.
            throw EmulatorRefusals.UnreadableCredential(exception);
        }
    }
}
