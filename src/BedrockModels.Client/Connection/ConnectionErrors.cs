namespace BedrockModels.Client;

/// <summary>The errors of a connection that cannot be made.</summary>
internal static class ConnectionErrors
{
    public static BedrockException RegionNotFound(string message) => new(ErrorCode.RegionNotFound, message, null);

    public static BedrockException InvalidConnection(string message) => new(ErrorCode.InvalidConnection, message, null);

    public static BedrockException InvalidEndpoint(string message) => new(ErrorCode.InvalidEndpoint, message, null);

    public static BedrockException CredentialsNotFound(string message) => new(ErrorCode.CredentialsNotFound, message, null);

    public static BedrockException ProfileNotUsable(string message, Exception? cause = null) =>
        new(ErrorCode.ProfileNotUsable, message, cause);

    /// <summary>The error for a service that issues credentials and does not respond.</summary>
    public static BedrockException SourceUnreachable(string message) =>
        new(ErrorCode.ProfileNotUsable, message, null) { IsRetryable = true };

    /// <summary>The error for a login that a person must make again.</summary>
    public static BedrockException LoginRequired(string profile, string command) => ProfileNotUsable(
        $"The login of the profile '{profile}' has expired or does not exist. "
        + $"To log in, run: {command} --profile {InputText.Argument(profile)}");
}
