using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace BedrockModels.Client;

/// <summary>
/// The keys that <c>aws login</c> stores, renewed with its refresh token as botocore does. (LoginAWSCredentials of the SDK needs the
/// package AWSSDK.Signin for the request and its proof, and reads the settings of the process.)
/// </summary>
internal sealed class LoginCredentials(CredentialServiceClients services, Profile profile, string session)
    : RefreshingKeys($"the profile '{profile.Name}'", services.Environment.Clock)
{
    private readonly string _folder = GetFolder(services.Environment);

    public override object? Origin => _folder;

    protected override async Task<IssuedKeys> IssueAsync(CancellationToken ct)
    {
        var file = TokenFile.OfLogin(_folder, session);
        var stored = await file.ReadAsync(ct).ConfigureAwait(false);
        if (stored is null || ReadKeys(stored) is not { End: { } end } keys)
            throw LoginRequired();
        var now = Clock.GetUtcNow();
        if (end - now > Margin)
            return keys;
        try
        {
            return await RenewAsync(stored, file, ct).ConfigureAwait(false);
        }
        catch (BedrockException) when (end > now)
        {
            return keys;
        }
    }

    private static string GetFolder(HostEnvironment environment) => environment.Get("AWS_LOGIN_CACHE_DIRECTORY") is { } other
        ? environment.ResolvePath(other)
        : Path.Combine(environment.HomeFolder, ".aws", "login", "cache");

    private static IssuedKeys? ReadKeys(JsonObject stored) =>
        IssuedKeys.Read(stored["accessToken"], "sessionToken", "expiresAt", "accessKeyId", "secretAccessKey");

    private async Task<IssuedKeys> RenewAsync(JsonObject stored, TokenFile file, CancellationToken ct)
    {
        if (IssuedKeys.GetText(stored, "clientId") is not { } client || IssuedKeys.GetText(stored, "refreshToken") is not { } refresh)
            throw LoginRequired();
        var uri = services.GetSigninUri(IssuedKeys.GetText(stored, "signInRegion"));
        var input = new JsonObject { ["clientId"] = client, ["grantType"] = "refresh_token", ["refreshToken"] = refresh };
        using var request = new HttpRequestMessage(HttpMethod.Post, uri)
        {
            Content = new StringContent(input.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("DPoP", CreateProof(IssuedKeys.GetText(stored, "dpopKey"), uri));
        try
        {
            using var response = await services.CreateHttpClient().SendAsync(request, ct).ConfigureAwait(false);
            var body = IssuedKeys.Parse(await response.Content.ReadAsStringAsync(ct).ConfigureAwait(false));
            if ((int)response.StatusCode is 429 or >= 500)
                throw Unreachable($"the response was HTTP {(int)response.StatusCode}");
            if (IssuedKeys.GetText(body, "error") == "INSUFFICIENT_PERMISSIONS")
            {
                throw ConnectionErrors.ProfileNotUsable(
                    $"The login of the profile '{profile.Name}' could not be renewed, because its identity has no permission for "
                    + "signin:CreateOAuth2Token. Add the permission to it.");
            }

            if (body?["accessToken"] is not JsonObject token || stored["accessToken"] is not JsonObject old
                || body["expiresIn"] is not JsonValue end || !end.TryGetValue<double>(out var seconds) || !response.IsSuccessStatusCode)
            {
                throw LoginRequired();
            }

            foreach (var (name, value) in token)
                old[name] = value?.DeepClone();
            old["expiresAt"] = Clock.GetUtcNow().AddSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            stored["refreshToken"] = IssuedKeys.GetText(body, "refreshToken") ?? refresh;
            file.Write(stored);
            return ReadKeys(stored) ?? throw LoginRequired();
        }
        catch (Exception exception) when (!ct.IsCancellationRequested && CredentialServiceClients.IsUnreachable(exception))
        {
            throw Unreachable(services.DescribeCause(exception));
        }
    }

    /// <summary>Proves that this computer has the key of the login (DPoP, RFC 9449).</summary>
    private string CreateProof(string? pem, Uri uri)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw LoginRequired();
        }

        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var header = new JsonObject
        {
            ["typ"] = "dpop+jwt",
            ["alg"] = "ES256",
            ["jwk"] = new JsonObject { ["kty"] = "EC", ["x"] = Encode(point.X!), ["y"] = Encode(point.Y!), ["crv"] = "P-256" },
        };
        var claims = new JsonObject
        {
            ["htm"] = "POST",
            ["htu"] = uri.AbsoluteUri,
            ["iat"] = Clock.GetUtcNow().ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString(),
        };
        var text = $"{Encode(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{text}.{Encode(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private BedrockException LoginRequired() => ConnectionErrors.LoginRequired(profile.Name, "aws login");

    private BedrockException Unreachable(string cause) => ConnectionErrors.SourceUnreachable(
        $"AWS Sign-In could not be reached to renew the login of the profile '{profile.Name}': {cause}.");
}
