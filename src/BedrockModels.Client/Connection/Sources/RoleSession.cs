using Amazon.Runtime;
using Amazon.SecurityToken.Model;

namespace BedrockModels.Client;

/// <summary>What all sessions of a role have in common.</summary>
internal static class RoleSession
{
    public static string CreateName() => $"BedrockModels-{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}";

    public static RefreshingAWSCredentials.CredentialsRefreshState ToRefreshState(Credentials session) => new(
        new ImmutableCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken),
        session.Expiration ?? TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1));
}
