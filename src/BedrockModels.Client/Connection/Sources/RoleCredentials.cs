using System.Net;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace BedrockModels.Client;

/// <summary>Session credentials that AWS STS issues for a role, renewed five minutes before they expire.</summary>
internal abstract class RoleCredentials : RefreshingAWSCredentials
{
    private readonly CredentialServiceClients _services;
    private readonly AWSCredentials _source;

    protected RoleCredentials(CredentialServiceClients services, AWSCredentials source, string name, string role)
    {
        (_services, _source, Name, Role) = (services, source, name, role);
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    /// <summary>The name of the source in messages.</summary>
    protected string Name { get; }

    protected string Role { get; }

    protected abstract Task<Credentials> AssumeAsync(AmazonSecurityTokenServiceClient sts, string defaultSession);

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var sts = _services.CreateSts(_source);
        var now = TimeProvider.System.GetUtcNow();
        try
        {
            var session = await AssumeAsync(sts, $"BedrockModels-{now.ToUnixTimeMilliseconds()}").ConfigureAwait(false);
            return new(
                new ImmutableCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken),
                session.Expiration ?? now.UtcDateTime.AddHours(1));
        }
        catch (Exception exception) when (exception is AmazonServiceException || CredentialServiceClients.IsUnreachable(exception))
        {
            throw new BedrockException(
                ErrorCode.ProfileNotUsable, $"The role {Role} of {Name} could not be assumed: {DescribeCause(exception)}.", null)
            {
                IsRetryable = exception is not AmazonServiceException { StatusCode: > 0 and < HttpStatusCode.InternalServerError },
            };
        }
    }

    private static string DescribeCause(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode: "ExpiredToken" or "ExpiredTokenException" } =>
            "the session token of the source, or the identity token, has expired. Get a new one and try again",
        AmazonServiceException { ErrorCode: "InvalidClientTokenId" or "UnrecognizedClientException" } =>
            "AWS rejected the source's access key. Check that it is correct and active",

        // The service's message about a wrong signature quotes what was signed.
        AmazonServiceException { ErrorCode: "SignatureDoesNotMatch" or "IncompleteSignature" } =>
            "the source's secret key does not match its access key. Check the secret key",
        AmazonServiceException { ErrorCode.Length: > 0 } service => $"{service.Message.TrimEnd('.')} ({service.ErrorCode})",
        _ => "AWS STS could not be reached. Check the network and the Region",
    };
}

/// <summary>A role that is assumed with the credentials of another source.</summary>
internal sealed class AssumedRoleCredentials(
    CredentialServiceClients services, Profile profile, string role, int? seconds, AWSCredentials source)
    : RoleCredentials(services, source, $"the profile '{profile.Name}'", role)
{
    protected override async Task<Credentials> AssumeAsync(AmazonSecurityTokenServiceClient sts, string defaultSession)
    {
        var response = await sts.AssumeRoleAsync(new AssumeRoleRequest
        {
            RoleArn = Role,
            RoleSessionName = profile.Get("role_session_name") ?? defaultSession,
            ExternalId = profile.Get("external_id"),
            DurationSeconds = seconds,
        }).ConfigureAwait(false);
        return response.Credentials;
    }
}

/// <summary>A role that is assumed with the token of an identity provider, such as GitHub Actions, Azure Pipelines or Kubernetes.</summary>
internal sealed class WebIdentityCredentials(
    CredentialServiceClients services, string name, string role, string tokenFile, string? session)
    : RoleCredentials(services, new AnonymousAWSCredentials(), name, role)
{
    protected override async Task<Credentials> AssumeAsync(AmazonSecurityTokenServiceClient sts, string defaultSession)
    {
        var token = await HostEnvironment.ReadTokenAsync(tokenFile, $"identity token of {Name}", ErrorCode.ProfileNotUsable)
            .ConfigureAwait(false);
        var response = await sts.AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = Role,
            RoleSessionName = session ?? defaultSession,
            WebIdentityToken = token,
        }).ConfigureAwait(false);
        return response.Credentials;
    }
}
