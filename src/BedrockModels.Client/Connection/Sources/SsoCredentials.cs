using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.SSO.Model;
using Amazon.Util;
using Amazon.Util.Internal;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>A role in IAM Identity Center, by the token that <c>aws sso login</c> leaves; a session's token is renewed while that is possible.</summary>
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
        var settings = session is null ? _profile : _files.FindSsoSession(session) ?? throw Incomplete($"names the sso_session '{session}', which {_files.ConfigPath} does not hold");
        var region = settings.Get("sso_region") ?? throw Incomplete("has no sso_region");
        if (!RegionResolver.IsRegion(region))
            throw Incomplete($"has the sso_region '{region}', which is no Region");
        var startUrl = settings.Get("sso_start_url") ?? throw Incomplete("has no sso_start_url");
        try
        {
            var token = await GetTokenAsync(region, startUrl, session).ConfigureAwait(false);
            using var sso = _services.CreateSso(region);
            var answer = await sso.GetRoleCredentialsAsync(new GetRoleCredentialsRequest
            {
                AccessToken = token,
                AccountId = _profile.Get("sso_account_id"),
                RoleName = _profile.Get("sso_role_name"),
            }).ConfigureAwait(false);
            var keys = answer.RoleCredentials;
            return new CredentialsRefreshState(
                new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken),
                DateTimeOffset.FromUnixTimeMilliseconds(keys.Expiration ?? 0).UtcDateTime);
        }
        catch (UnauthorizedException)
        {
            throw CredentialErrors.LoginRequired(_profile.Name);
        }
        catch (AmazonServiceException exception)
        {
            throw CredentialErrors.SsoRefused(exception, _profile.Name);
        }
        catch (AmazonClientException)
        {
            // The token's file is missing, or it has expired and cannot be renewed.
            throw CredentialErrors.LoginRequired(_profile.Name);
        }
        catch (Exception exception) when (CredentialErrors.IsUnreachable(exception))
        {
            throw CredentialErrors.SsoUnreachable(_profile.Name);
        }
    }

    private async Task<string> GetTokenAsync(string region, string startUrl, string? session)
    {
        using var oidc = _services.CreateSsoOidc(region);
        var manager = new SSOTokenManager(oidc, new SSOTokenFileCache(CryptoUtilFactory.CryptoInstance, new FileRetriever(), new DirectoryRetriever()));
        var token = await manager.GetTokenAsync(new SSOTokenManagerGetTokenOptions
        {
            StartUrl = startUrl,
            Session = session,
            Region = region,
            CacheFolderLocation = _files.SsoCacheFolder,
            SupportsGettingNewToken = false,
        }).ConfigureAwait(false);
        return token.AccessToken;
    }

    private BedrockException Incomplete(string why) => new(
        ErrorCode.ProfileNotUsable, $"The profile '{_profile.Name}' {why}; set it up again with: aws configure sso --profile {_profile.Name}", null);
}
