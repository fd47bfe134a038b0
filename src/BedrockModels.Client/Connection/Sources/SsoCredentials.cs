using System.Globalization;
using Amazon.SSO.Model;
using Amazon.SSOOIDC.Model;

namespace BedrockModels.Client;

/// <summary>
/// Credentials of a role in IAM Identity Center, from the token that <c>aws sso login</c> stores. The token of an sso-session is
/// renewed while that is possible. (SSOTokenManager of the SDK cannot read the times that end in UTC, and cannot be canceled.)
/// </summary>
internal sealed class SsoCredentials(CredentialServiceClients services, ProfileFiles files, Profile profile)
    : RefreshingKeys($"the profile '{profile.Name}'", services.Environment.Clock)
{
    private static readonly TimeSpan TokenMargin = TimeSpan.FromMinutes(15);

    public override object? Origin => files.SsoCacheFolder;

    protected override async Task<IssuedKeys> IssueAsync(CancellationToken ct)
    {
        var session = profile.Get("sso_session");
        var settings = session is null
            ? profile
            : files.FindSsoSession(session)
                ?? throw Incomplete($"uses the sso_session '{session}', which does not exist in {files.ConfigPath}");
        var region = Get("sso_region");
        if (!Regions.IsValidName(region))
            throw Incomplete($"has the sso_region '{region}', which is not a valid Region name");
        var startUrl = Get("sso_start_url");
        try
        {
            var token = await GetTokenAsync(region, TokenFile.OfSso(files.SsoCacheFolder, session ?? startUrl), session is not null, ct)
                .ConfigureAwait(false);
            using var sso = services.CreateSso(region);
            var request = new GetRoleCredentialsRequest
            {
                AccessToken = token,
                AccountId = profile.Get("sso_account_id"),
                RoleName = profile.Get("sso_role_name"),
            };
            var keys = (await sso.GetRoleCredentialsAsync(request, ct).ConfigureAwait(false)).RoleCredentials;
            return new IssuedKeys(
                new AccessKeys(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken),
                DateTimeOffset.FromUnixTimeMilliseconds(keys.Expiration ?? 0));
        }
        catch (UnauthorizedException)
        {
            throw LoginRequired();
        }
        catch (AmazonServiceException exception)
        {
            throw ConnectionErrors.ProfileNotUsable(
                $"IAM Identity Center returned no credentials for the profile '{profile.Name}': {exception.Message.TrimEnd('.')}. "
                + "Check its sso_account_id and sso_role_name.");
        }
        catch (Exception exception) when (!ct.IsCancellationRequested && CredentialServiceClients.IsUnreachable(exception))
        {
            throw ConnectionErrors.SourceUnreachable(
                $"IAM Identity Center could not be reached for the profile '{profile.Name}': {services.DescribeCause(exception)}.");
        }

        string Get(string setting) => settings.Get(setting) ?? throw Incomplete($"has no {setting}");
    }

    private async Task<string> GetTokenAsync(string region, TokenFile file, bool isRenewable, CancellationToken ct)
    {
        var stored = await file.ReadAsync(ct).ConfigureAwait(false);
        if (IssuedKeys.GetText(stored, "accessToken") is not { } token || GetTime("expiresAt") is not { } end)
            throw LoginRequired();
        var now = Clock.GetUtcNow();
        if (end - now > TokenMargin || (end > now && !CanRenew()))
            return token;
        if (!CanRenew())
            throw LoginRequired();
        try
        {
            using var oidc = services.CreateSsoOidc(region);
            var request = new CreateTokenRequest
            {
                GrantType = "refresh_token",
                ClientId = IssuedKeys.GetText(stored, "clientId"),
                ClientSecret = IssuedKeys.GetText(stored, "clientSecret"),
                RefreshToken = IssuedKeys.GetText(stored, "refreshToken"),
            };
            var renewed = await oidc.CreateTokenAsync(request, ct).ConfigureAwait(false);
            stored!["accessToken"] = renewed.AccessToken;
            stored["expiresAt"] = now.AddSeconds(renewed.ExpiresIn ?? 0).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            stored["refreshToken"] = renewed.RefreshToken ?? request.RefreshToken;
            file.Write(stored);
            return renewed.AccessToken;
        }
        catch (Exception exception) when (end > now && !ct.IsCancellationRequested
            && (exception is AmazonServiceException || CredentialServiceClients.IsUnreachable(exception)))
        {
            return token;
        }
        catch (AmazonServiceException)
        {
            throw LoginRequired();
        }

        bool CanRenew() => isRenewable && IssuedKeys.GetText(stored, "refreshToken") is not null
            && IssuedKeys.GetText(stored, "clientId") is not null && IssuedKeys.GetText(stored, "clientSecret") is not null
            && GetTime("registrationExpiresAt") > now;

        DateTimeOffset? GetTime(string name) => IssuedKeys.ParseTime(IssuedKeys.GetText(stored, name));
    }

    private BedrockException LoginRequired() => ConnectionErrors.LoginRequired(profile.Name, "aws sso login");

    private BedrockException Incomplete(string reason) => ConnectionErrors.ProfileNotUsable(
        $"The profile '{profile.Name}' {reason}. To set it up again, run: "
        + $"aws configure sso --profile {InputText.Argument(profile.Name)}");
}
