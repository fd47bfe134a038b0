using Amazon.Runtime.Credentials.Internal;
using Amazon.SSO.Model;
using Amazon.Util;
using Amazon.Util.Internal;

namespace BedrockModels.Client;

/// <summary>
/// Credentials of a role in IAM Identity Center, from the token that <c>aws sso login</c> stores. The token of an sso-session is
/// renewed while that is possible.
/// </summary>
internal sealed class SsoCredentials : RefreshingAWSCredentials
{
    private readonly CredentialServiceClients _services;
    private readonly ProfileFiles _files;
    private readonly Profile _profile;

    public SsoCredentials(CredentialServiceClients services, ProfileFiles files, Profile profile)
    {
        (_services, _files, _profile) = (services, files, profile);
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var session = _profile.Get("sso_session");
        var settings = session is null
            ? _profile
            : _files.FindSsoSession(session)
                ?? throw Incomplete($"uses the sso_session '{session}', which does not exist in {_files.ConfigPath}");
        var region = settings.Get("sso_region") ?? throw Incomplete("has no sso_region");
        if (!Regions.IsValidName(region))
            throw Incomplete($"has the sso_region '{region}', which is not a valid Region name");
        var startUrl = settings.Get("sso_start_url") ?? throw Incomplete("has no sso_start_url");
        try
        {
            var token = await GetTokenAsync(region, startUrl, session).ConfigureAwait(false);
            using var sso = _services.CreateSso(region);
            var response = await sso.GetRoleCredentialsAsync(new GetRoleCredentialsRequest
            {
                AccessToken = token,
                AccountId = _profile.Get("sso_account_id"),
                RoleName = _profile.Get("sso_role_name"),
            }).ConfigureAwait(false);
            var keys = response.RoleCredentials;
            return new CredentialsRefreshState(
                new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken),
                DateTimeOffset.FromUnixTimeMilliseconds(keys.Expiration ?? 0).UtcDateTime);
        }
        catch (AmazonServiceException exception) when (exception is not UnauthorizedException)
        {
            throw NotUsable(
                $"IAM Identity Center returned no credentials for the profile '{_profile.Name}': {exception.Message.TrimEnd('.')}. "
                + "Check its sso_account_id and sso_role_name.");
        }
        catch (Exception exception) when (exception is AmazonClientException or UnauthorizedException)
        {
            // The service rejects the token, the token file is missing, or the token has expired and cannot be renewed.
            throw NotUsable(
                $"The login of the profile '{_profile.Name}' has expired or does not exist. "
                + $"To log in, run: aws sso login --profile {_profile.Name}");
        }
        catch (Exception exception) when (CredentialServiceClients.IsUnreachable(exception))
        {
            throw NotUsable(
                $"IAM Identity Center could not be reached for the profile '{_profile.Name}'. Check the network and its sso_region.",
                isRetryable: true);
        }
    }

    private async Task<string> GetTokenAsync(string region, string startUrl, string? session)
    {
        using var oidc = _services.CreateSsoOidc(region);
        var cache = new SSOTokenFileCache(CryptoUtilFactory.CryptoInstance, new FileRetriever(), new DirectoryRetriever());
        var token = await new SSOTokenManager(oidc, cache).GetTokenAsync(new SSOTokenManagerGetTokenOptions
        {
            StartUrl = startUrl,
            Session = session,
            Region = region,
            CacheFolderLocation = _files.SsoCacheFolder,
            SupportsGettingNewToken = false,
        }).ConfigureAwait(false);
        return token.AccessToken;
    }

    private BedrockException Incomplete(string reason) =>
        NotUsable($"The profile '{_profile.Name}' {reason}. To set it up again, run: aws configure sso --profile {_profile.Name}");

    private static BedrockException NotUsable(string message, bool isRetryable = false) =>
        new(ErrorCode.ProfileNotUsable, message, null) { IsRetryable = isRetryable };
}
