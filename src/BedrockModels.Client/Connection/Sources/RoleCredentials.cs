using System.Net;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace BedrockModels.Client;

/// <summary>
/// Session credentials that AWS STS issues for a role. (AssumeRoleAWSCredentials and AssumeRoleWithWebIdentityCredentials of the SDK
/// read the Region and endpoint of STS from the process instead of the profile, and cannot be canceled.)
/// </summary>
/// <param name="services">Creates the client of STS.</param>
/// <param name="source">The source of the keys that sign the request; null if a token replaces them.</param>
/// <param name="name">The name of the source in messages.</param>
/// <param name="role">The ARN of the role.</param>
internal abstract class RoleCredentials(CredentialServiceClients services, RefreshingKeys? source, string name, string role)
    : RefreshingKeys(name, services.Environment.Clock)
{
    protected string Role => role;

    protected abstract Task<Credentials> AssumeAsync(AmazonSecurityTokenServiceClient sts, string defaultSession, CancellationToken ct);

    protected override async Task<IssuedKeys> IssueAsync(CancellationToken ct)
    {
        var keys = source is null ? null : await source.ReadAsync(ct).ConfigureAwait(false);
        try
        {
            try
            {
                return await AssumeAsync(keys, ct).ConfigureAwait(false);
            }
            catch (AmazonServiceException exception) when (source is not null && IsRejection(exception.ErrorCode))
            {
                // The source may have newer keys, for example a program that prints keys without their end.
                source.Forget();
                var newer = await source.ReadAsync(ct).ConfigureAwait(false);
                if (newer == keys)
                    throw;
                return await AssumeAsync(newer, ct).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (!ct.IsCancellationRequested
            && (exception is AmazonServiceException || CredentialServiceClients.IsUnreachable(exception)))
        {
            throw new BedrockException(
                ErrorCode.ProfileNotUsable, $"The role {role} of {Name} could not be assumed: {DescribeCause(exception)}.", null)
            {
                IsRetryable = exception is not AmazonServiceException { StatusCode: > 0 and < HttpStatusCode.InternalServerError },
            };
        }
    }

    private async Task<IssuedKeys> AssumeAsync(AccessKeys? keys, CancellationToken ct)
    {
        using var sts = services.CreateSts(keys);
        var now = Clock.GetUtcNow();
        var session = await AssumeAsync(sts, $"BedrockModels-{now.ToUnixTimeMilliseconds()}", ct).ConfigureAwait(false);
        return new IssuedKeys(
            new AccessKeys(session.AccessKeyId, session.SecretAccessKey, session.SessionToken), session.Expiration ?? now.AddHours(1));
    }

    private string DescribeCause(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode: "ExpiredToken" or "ExpiredTokenException" } =>
            "the session token of the source, or the identity token, has expired. Get a new one and try again",
        AmazonServiceException { ErrorCode: "InvalidClientTokenId" or "UnrecognizedClientException" } =>
            "AWS rejected the source's access key. Check that it is correct and active",

        AmazonServiceException { ErrorCode: "SignatureDoesNotMatch" or "IncompleteSignature" } service =>
            ExceptionMapper.DescribeSignature(service.Message, "its source", services.Region, "AWS STS").TrimEnd('.'),
        AmazonServiceException { ErrorCode.Length: > 0 } service => $"{service.Message.TrimEnd('.')} ({service.ErrorCode})",
        _ => $"AWS STS could not be reached: {services.DescribeCause(exception)}",
    };
}

/// <summary>A role that is assumed with the credentials of another source.</summary>
internal sealed class AssumedRoleCredentials(
    CredentialServiceClients services, Profile profile, string role, int? seconds, RefreshingKeys source)
    : RoleCredentials(services, source, $"the profile '{profile.Name}'", role)
{
    protected override async Task<Credentials> AssumeAsync(
        AmazonSecurityTokenServiceClient sts, string defaultSession, CancellationToken ct)
    {
        var request = new AssumeRoleRequest
        {
            RoleArn = Role,
            RoleSessionName = profile.Get("role_session_name") ?? defaultSession,
            ExternalId = profile.Get("external_id"),
            DurationSeconds = seconds,
        };
        return (await sts.AssumeRoleAsync(request, ct).ConfigureAwait(false)).Credentials;
    }
}

/// <summary>
/// A role that is assumed with the token of an identity provider, such as GitHub Actions, Azure Pipelines or Kubernetes. The token is
/// read for each request, because the provider replaces the file.
/// </summary>
internal sealed class WebIdentityCredentials(
    CredentialServiceClients services, string name, string role, string tokenFile, string? session)
    : RoleCredentials(services, source: null, name, role)
{
    protected override async Task<Credentials> AssumeAsync(
        AmazonSecurityTokenServiceClient sts, string defaultSession, CancellationToken ct)
    {
        var request = new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = Role,
            RoleSessionName = session ?? defaultSession,
            WebIdentityToken = await HostEnvironment
                .ReadTokenAsync(tokenFile, $"identity token of {Name}", ErrorCode.ProfileNotUsable, ct).ConfigureAwait(false),
        };
        return (await sts.AssumeRoleWithWebIdentityAsync(request, ct).ConfigureAwait(false)).Credentials;
    }
}
