using System.Net;
using Amazon.Runtime;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>What goes wrong where credentials come from, in one sentence.</summary>
internal static class CredentialErrors
{
    /// <summary>STS did not hand out a role.</summary>
    public static BedrockException RoleNotAssumed(Exception exception, string name, string role) => new(
        ErrorCode.ProfileNotUsable,
        exception switch
        {
            AmazonServiceException { ErrorCode: "ExpiredToken" or "ExpiredTokenException" } =>
                $"The role {role} of {name} cannot be assumed: the source's session token, or the identity token, has expired; get a new one and try again.",
            AmazonServiceException { ErrorCode: "InvalidClientTokenId" or "UnrecognizedClientException" } =>
                $"The role {role} of {name} cannot be assumed: AWS does not accept the source's access key; check that it is right and active.",

            // The text about a wrong signature quotes what was signed.
            AmazonServiceException { ErrorCode: "SignatureDoesNotMatch" or "IncompleteSignature" } =>
                $"The role {role} of {name} cannot be assumed: the source's secret key does not belong to its access key; check it.",
            AmazonServiceException { ErrorCode.Length: > 0 } refused =>
                $"The role {role} of {name} cannot be assumed: {refused.Message.TrimEnd('.')} ({refused.ErrorCode}).",
            _ => $"The role {role} of {name} cannot be assumed: AWS STS could not be reached; check the network and the Region.",
        },
        null)
    {
        IsRetryable = exception is not AmazonServiceException { StatusCode: > 0 and < HttpStatusCode.InternalServerError },
    };

    public static BedrockException LoginRequired(string profile) => new(
        ErrorCode.ProfileNotUsable,
        $"The login of the profile '{profile}' has expired or was never made; log in with: aws sso login --profile {profile}",
        null);

    public static BedrockException SsoRefused(AmazonServiceException refused, string profile) => new(
        ErrorCode.ProfileNotUsable,
        $"IAM Identity Center gave no credentials for the profile '{profile}': {refused.Message.TrimEnd('.')}; check its sso_account_id and sso_role_name.",
        null);

    public static BedrockException SsoUnreachable(string profile) => new(
        ErrorCode.ProfileNotUsable,
        $"IAM Identity Center could not be reached for the profile '{profile}'; check the network and its sso_region.",
        null)
    {
        IsRetryable = true,
    };

    public static bool IsUnreachable(Exception exception) =>
        exception is HttpRequestException or IOException or TimeoutException or OperationCanceledException;
}
