using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>A role that another profile's credentials assume.</summary>
internal sealed class AssumedRoleCredentials : RefreshingAWSCredentials
{
    private readonly CredentialServiceClients _services;
    private readonly Profile _profile;
    private readonly string _role;
    private readonly int? _seconds;
    private readonly AWSCredentials _source;

    public AssumedRoleCredentials(CredentialServiceClients services, Profile profile, string role, int? seconds, AWSCredentials source)
    {
        (_services, _profile, _role, _seconds, _source) = (services, profile, role, seconds, source);
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var sts = _services.CreateSts(_source);
        try
        {
            var answer = await sts.AssumeRoleAsync(new AssumeRoleRequest
            {
                RoleArn = _role,
                RoleSessionName = _profile.Get("role_session_name") ?? RoleSession.CreateName(),
                ExternalId = _profile.Get("external_id"),
                DurationSeconds = _seconds,
            }).ConfigureAwait(false);
            return RoleSession.ToRefreshState(answer.Credentials);
        }
        catch (Exception exception) when (exception is AmazonServiceException || CredentialErrors.IsUnreachable(exception))
        {
            throw CredentialErrors.RoleNotAssumed(exception, $"the profile '{_profile.Name}'", _role);
        }
    }
}

/// <summary>A role that a token of another identity provider assumes, as GitHub Actions, Azure Pipelines and Kubernetes hand them out.</summary>
internal sealed class WebIdentityCredentials : RefreshingAWSCredentials
{
    private readonly CredentialServiceClients _services;
    private readonly string _name;
    private readonly string _role;
    private readonly string _tokenFile;
    private readonly string? _session;

    public WebIdentityCredentials(CredentialServiceClients services, string name, string role, string tokenFile, string? session)
    {
        (_services, _name, _role, _tokenFile, _session) = (services, name, role, tokenFile, session);
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var sts = _services.CreateSts(new AnonymousAWSCredentials());
        try
        {
            var answer = await sts.AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest
            {
                RoleArn = _role,
                RoleSessionName = _session ?? RoleSession.CreateName(),
                WebIdentityToken = await ReadTokenAsync().ConfigureAwait(false),
            }).ConfigureAwait(false);
            return RoleSession.ToRefreshState(answer.Credentials);
        }
        catch (Exception exception) when (exception is AmazonServiceException || CredentialErrors.IsUnreachable(exception))
        {
            throw CredentialErrors.RoleNotAssumed(exception, _name, _role);
        }
    }

    private async Task<string> ReadTokenAsync()
    {
        try
        {
            return (await File.ReadAllTextAsync(_tokenFile).ConfigureAwait(false)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BedrockException(ErrorCode.ProfileNotUsable, $"The identity token of {_name} cannot be read from {_tokenFile}; check that the file exists and may be read.", exception);
        }
    }
}

/// <summary>What all sessions of a role have in common.</summary>
internal static class RoleSession
{
    public static string CreateName() => $"BedrockModels-{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}";

    public static RefreshingAWSCredentials.CredentialsRefreshState ToRefreshState(Credentials session) => new(
        new ImmutableCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken),
        session.Expiration ?? TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1));
}
