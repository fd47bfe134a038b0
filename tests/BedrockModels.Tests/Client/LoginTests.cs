using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>Profiles of <c>aws login</c>, from the keys that it caches.</summary>
public sealed class LoginTests
{
    private const string Session = "arn:aws:iam::123456789012:user/jane";

    private static readonly TimeSpan Valid = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Ending = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Ended = TimeSpan.FromMinutes(-2);

    [Theory]
    [InlineData(".aws/login/cache", null)]
    [InlineData("other", "other")]
    [InlineData("other", "~/other")]
    [InlineData("other", "$PLACE/other")]
    public async Task Cached_keys_sign_the_call_while_they_last(string folder, string? variable)
    {
        await using var aws = new FakeAws();
        using var home = CreateHome(aws);
        home.Set("PLACE", home.Folder);
        if (variable is not null)
            home.Set("AWS_LOGIN_CACHE_DIRECTORY", variable);
        Store(home, Valid, folder: folder);

        await home.CallAsync(aws);

        Assert.Equal(("ASIALOGIN", "token"), (aws.Bedrock.AccessKey, aws.Bedrock.Header("x-amz-security-token")));
        Assert.DoesNotContain(aws.Requests, r => r.Path == "/v1/token");
    }

    [Fact]
    public async Task Keys_of_another_cache_folder_are_used_after_its_variable_changes()
    {
        await using var aws = new FakeAws();
        using var home = CreateHome(aws);
        Store(home, Valid);
        var other = Store(home, Valid, folder: "other");
        File.WriteAllText(other, File.ReadAllText(other).Replace("ASIALOGIN", "ASIAOTHER", StringComparison.Ordinal));
        await home.CallAsync(aws);

        home.Set("AWS_LOGIN_CACHE_DIRECTORY", "~/other");
        await home.CallAsync(aws);

        Assert.Equal("ASIAOTHER", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Ended_keys_are_renewed_with_a_proof_and_stored()
    {
        await using var aws = new FakeAws { Override = Renew };
        using var home = CreateHome(aws);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = Store(home, Ended, key);

        await home.CallAsync(aws);

        Assert.Equal(("ASIARENEWED", "token-2"), (aws.Bedrock.AccessKey, aws.Bedrock.Header("x-amz-security-token")));
        var renewal = aws.Requests.Single(r => r.Path == "/v1/token");
        Assert.Equal(
            """{"clientId":"arn:aws:signin:::devtools/same-device","grantType":"refresh_token","refreshToken":"refresh-1"}""",
            renewal.Body);
        AssertProof(renewal.Header("DPoP"), key, aws.Url + "/v1/token");
        var stored = JsonNode.Parse(File.ReadAllText(file))!;
        Assert.Equal(
            ("ASIARENEWED", "123456789012", "refresh-2", "identity"),
            ((string?)stored["accessToken"]!["accessKeyId"], (string?)stored["accessToken"]!["accountId"],
                (string?)stored["refreshToken"], (string?)stored["idToken"]));
        Assert.InRange(
            DateTimeOffset.Parse((string)stored["accessToken"]!["expiresAt"]!, null),
            DateTimeOffset.UtcNow.AddMinutes(13),
            DateTimeOffset.UtcNow.AddMinutes(16));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file)!));
    }

    [Theory]
    [InlineData(500, """{"message":"m"}""")]
    [InlineData(429, """{"message":"m"}""")]
    [InlineData(401, """{"error":"TOKEN_EXPIRED","message":"m"}""")]
    [InlineData(200, "{}")]
    public async Task Keys_that_end_soon_are_used_when_they_cannot_be_renewed(int status, string body)
    {
        await using var aws = new FakeAws { Override = request => request.Path == "/v1/token" ? Reply.Json(body, status) : null };
        using var home = CreateHome(aws);
        Store(home, Ending);

        await home.CallAsync(aws);

        Assert.Equal("ASIALOGIN", aws.Bedrock.AccessKey);
        Assert.Contains(aws.Requests, r => r.Path == "/v1/token");
    }

    [Theory]
    [InlineData(401, """{"error":"TOKEN_EXPIRED","message":"SECRET"}""", "or does not exist. To log in, run: aws login --profile p")]
    [InlineData(403, """{"error":"USER_CREDENTIALS_CHANGED","message":"SECRET"}""", "To log in, run: aws login --profile p")]
    [InlineData(403, """{"error":"INSUFFICIENT_PERMISSIONS","message":"SECRET"}""", "has no permission for signin:CreateOAuth2Token")]
    [InlineData(200, "SECRET", "To log in, run: aws login --profile p")]
    [InlineData(503, "SECRET", "AWS Sign-In could not be reached to renew the login of the profile 'p': the response was HTTP 503.")]
    public async Task Renewal_that_is_refused_is_reported_with_a_remedy(int status, string body, string expected)
    {
        await using var aws = new FakeAws { Override = request => request.Path == "/v1/token" ? Reply.Json(body, status) : null };
        using var home = CreateHome(aws);
        Store(home, Ended);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => home.CallAsync(aws));

        Assert.Equal(("ProfileNotUsable", status == 503), (failure.ErrorCode, failure.IsRetryable));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_in_that_drops_the_connection_is_reported_as_retryable()
    {
        await using var aws = new FakeAws { Override = request => request.Path == "/v1/token" ? Reply.Drop : null };
        using var home = CreateHome(aws);
        Store(home, Ended);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => home.CallAsync(aws));

        Assert.True(failure.IsRetryable);
        Assert.StartsWith(
            "AWS Sign-In could not be reached to renew the login of the profile 'p': ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ spoilt")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"accessToken":{},"accessToken":{}}""")]
    [InlineData("""{"accessToken":{"accessKeyId":"A","secretAccessKey":"SECRET","sessionToken":"t"}}""")]
    [InlineData("""{"accessToken":{"accessKeyId":"A","secretAccessKey":"SECRET","sessionToken":"t","expiresAt":"2001-01-01T00:00:00Z"}}""")]
    public async Task Cache_without_a_login_is_reported_with_the_login_command(string text)
    {
        await using var aws = new FakeAws();
        using var home = CreateHome(aws);
        home.Write(CacheFile(".aws/login/cache"), text);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => home.CallAsync(aws));

        Assert.Equal(
            "The login of the profile 'p' has expired or does not exist. To log in, run: aws login --profile p", failure.Message);
        Assert.Empty(aws.Requests);
    }

    [Fact]
    public async Task Login_can_be_the_source_of_a_role()
    {
        await using var aws = new FakeAws();
        using var home = CreateHome(aws);
        home.Config("[profile r]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = p");
        Store(home, Valid);

        await home.CallAsync(aws, "r");

        Assert.Equal(["ASIALOGIN", "ASIAROLER"], aws.Requests.Select(r => r.AccessKey));
    }

    [Theory]
    [InlineData("us-east-1", null, "", "https://us-east-1.signin.aws.amazon.com/v1/token")]
    [InlineData("us-east-1", "eu-west-1", "", "https://eu-west-1.signin.aws.amazon.com/v1/token")]
    [InlineData("us-east-1", "not a Region", "", "https://us-east-1.signin.aws.amazon.com/v1/token")]
    [InlineData("cn-north-1", null, "", "https://cn-north-1.signin.amazonaws.cn/v1/token")]
    [InlineData("us-gov-west-1", null, "", "https://us-gov-west-1.signin.amazonaws-us-gov.com/v1/token")]
    [InlineData("eusc-de-east-1", null, "", "https://signin.eusc-de-east-1.amazonaws.eu/v1/token")]
    [InlineData("us-east-1", null, "AWS_USE_FIPS_ENDPOINT", "https://signin-fips.us-east-1.amazonaws.com/v1/token")]
    [InlineData("us-east-1", null, "AWS_USE_DUALSTACK_ENDPOINT", "https://signin.us-east-1.api.aws/v1/token")]
    public void Login_is_renewed_in_its_Region_and_partition(string region, string? loginRegion, string variable, string expected)
    {
        var context = new ConnectionContext(new ConnectionSettings { Environment = ClientTesting.Nowhere((variable, "true")) });

        Assert.Equal(expected, new CredentialServiceClients(context, region).GetSigninUri(loginRegion).AbsoluteUri);
    }

    private static Reply? Renew(ReceivedRequest request) => request.Path != "/v1/token" ? null : Reply.Json(
        """
        {
            "accessToken": {"accessKeyId": "ASIARENEWED", "secretAccessKey": "secret", "sessionToken": "token-2"},
            "tokenType": "aws_sigv4", "expiresIn": 900, "refreshToken": "refresh-2"
        }
        """);

    private static TestHome CreateHome(FakeAws aws) =>
        new TestHome(aws).Set("AWS_ENDPOINT_URL_SIGNIN", aws.Url).Config($"[profile p]\nlogin_session = {Session}");

    private static string CacheFile(string folder) =>
        Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Session))) + ".json");

    private static string Store(TestHome home, TimeSpan validFor, ECDsa? key = null, string folder = ".aws/login/cache")
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return home.Write(
            CacheFile(folder),
            $$"""
            {
                "accessToken": {
                    "accessKeyId": "ASIALOGIN", "secretAccessKey": "secret", "sessionToken": "token", "accountId": "123456789012",
                    "expiresAt": "{{TimeProvider.System.GetUtcNow().Add(validFor):yyyy-MM-ddTHH:mm:ssZ}}"
                },
                "tokenType": "aws_sigv4", "clientId": "arn:aws:signin:::devtools/same-device", "refreshToken": "refresh-1",
                "idToken": "identity", "dpopKey": {{JsonSerializer.Serialize((key ?? other).ExportECPrivateKeyPem())}}
            }
            """);
    }

    /// <summary>Checks a proof as RFC 9449 describes it.</summary>
    private static void AssertProof(string proof, ECDsa key, string uri)
    {
        var parts = proof.Split('.');
        var header = JsonNode.Parse(Decode(parts[0]))!;
        var claims = JsonNode.Parse(Decode(parts[1]))!;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        Assert.Equal(("dpop+jwt", "ES256"), ((string?)header["typ"], (string?)header["alg"]));
        Assert.Equal(("EC", "P-256"), ((string?)header["jwk"]!["kty"], (string?)header["jwk"]!["crv"]));
        Assert.Equal(point.X, Decode((string)header["jwk"]!["x"]!));
        Assert.Equal(point.Y, Decode((string)header["jwk"]!["y"]!));
        Assert.Equal(("POST", uri), ((string?)claims["htm"], (string?)claims["htu"]));
        Assert.InRange((long)claims["iat"]!, DateTimeOffset.UtcNow.AddMinutes(-2).ToUnixTimeSeconds(), long.MaxValue);
        Assert.NotEmpty((string)claims["jti"]!);
        Assert.True(key.VerifyData(Encoding.UTF8.GetBytes(parts[0] + "." + parts[1]), Decode(parts[2]), HashAlgorithmName.SHA256));
    }

    private static byte[] Decode(string text)
    {
        var padded = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(padded.PadRight((padded.Length + 3) / 4 * 4, '='));
    }
}
