using Amazon.Runtime;
using Amazon.SecurityToken.Model;

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
