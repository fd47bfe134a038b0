using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace BedrockModels.Tests.Client;

/// <summary>
/// A stand-in for Bedrock, STS, IAM Identity Center, a container and an instance in one. Each issues an access key that names it.
/// </summary>
internal sealed partial class FakeAws : IAsyncDisposable
{
    private readonly StandIn _server;

    public FakeAws() => _server = new StandIn((request, _) => Override?.Invoke(request) ?? Answer(request));

    /// <summary>Overrides the response, unless it returns null.</summary>
    public Func<ReceivedRequest, Reply?>? Override { get; set; }

    public string Url => _server.Url;

    public IEnumerable<ReceivedRequest> Requests => _server.Requests;

    public static DateTimeOffset Later { get; } = DateTimeOffset.UtcNow.AddHours(6);

    /// <summary>The last request to Bedrock.</summary>
    public ReceivedRequest Bedrock => Requests.Last(r => r.Path.StartsWith("/custom-models", StringComparison.Ordinal));

    /// <summary>The forms sent to STS.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Sts =>
        [.. Requests.Where(r => r.Method == "POST" && r.Path == "/").Select(r => Form(r.Body))];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public static IReadOnlyDictionary<string, string> Form(string body) =>
        body.Split('&').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => WebUtility.UrlDecode(p[1]));

    public static Reply Answer(ReceivedRequest request) => (request.Method, request.Path) switch
    {
        ("POST", "/") => Role(Form(request.Body)),
        ("GET", "/container") => Reply.Json(Keys("ASIACONTAINER")),
        ("PUT", "/latest/api/token") => Reply.Text("metadata-session", 200, "text/plain"),
        ("GET", "/latest/meta-data/iam/security-credentials/") => Reply.Text("the-role", 200, "text/plain"),
        ("GET", "/latest/meta-data/iam/security-credentials/the-role") => Reply.Json(Keys("ASIAINSTANCE")),
        ("GET", "/latest/meta-data/placement/region") => Reply.Text("eu-north-1", 200, "text/plain"),
        ("POST", "/token") =>
            Reply.Json("""{"accessToken":"renewed-token","expiresIn":28800,"refreshToken":"refresh-2","tokenType":"Bearer"}"""),
        ("GET", var path) when path.StartsWith("/federation/credentials", StringComparison.Ordinal) => Sso(request),
        _ => Reply.Model,
    };

    private static string Keys(string key) =>
        $$"""
        {
            "Code": "Success", "AccessKeyId": "{{key}}", "SecretAccessKey": "secret", "Token": "token",
            "Expiration": "{{Later:yyyy-MM-ddTHH:mm:ssZ}}"
        }
        """;

    private static Reply Role(IReadOnlyDictionary<string, string> form)
    {
        var action = form["Action"];
        var key = (action == "AssumeRole" ? "ASIAROLE" : "ASIAWEB") + form["RoleArn"].Split('/')[^1].ToUpperInvariant();
        return Reply.Text(
            $"""
            <{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result><Credentials>
            <AccessKeyId>{key}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
            <Expiration>{Later.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}</Expiration>
            </Credentials></{action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{action}Response>
            """,
            200,
            "text/xml");
    }

    private static Reply Sso(ReceivedRequest request)
    {
        var role = RoleName().Match(request.Path).Groups[1].Value;
        return request.Header("x-amz-sso_bearer_token") is "sso-token" or "renewed-token"
            ? Reply.Json(
                $$"""
                {
                    "roleCredentials": {
                        "accessKeyId": "ASIASSO{{role.ToUpperInvariant()}}", "secretAccessKey": "secret", "sessionToken": "token",
                        "expiration": {{Later.ToUnixTimeMilliseconds()}}
                    }
                }
                """)
            : Reply.Error(401, "UnauthorizedException", "Session token not found or invalid");
    }

    [GeneratedRegex("role_name=([^&]+)")]
    private static partial Regex RoleName();
}
