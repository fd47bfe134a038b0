using System.Text.RegularExpressions;

namespace BedrockModels.Emulator;

/// <summary>
/// AWS Signature Version 4, in the steps of
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html. The signature covers the
/// request as received: a path that is already percent-encoded is encoded again, except for S3.
/// </summary>
internal static partial class SigV4
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public const string TimeFormat = "yyyyMMddTHHmmssZ";

    private const string ContentHash = "x-amz-content-sha256";
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Step 1: the request in its canonical form.</summary>
    public static string CanonicalRequest(HttpRequest request, IReadOnlyList<string> signedHeaders, bool isS3 = false) => string.Join('\n',
        request.Method,
        isS3 ? CanonicalS3Path(request.Path) : CanonicalPath(request.Path),
        CanonicalQuery(request.Query),
        CanonicalHeaders(request, signedHeaders),
        string.Join(';', signedHeaders),
        isS3 && request.Header(ContentHash) is UnsignedPayload ? UnsignedPayload : Hex(SHA256.HashData(request.Body)));

    /// <summary>Steps 2 and 3: the hash of the canonical request, with the time and the scope of the signature.</summary>
    public static string StringToSign(string canonicalRequest, DateTimeOffset time, CredentialScope scope) => string.Join('\n',
        Algorithm,
        Format(time),
        scope,
        Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest))));

    /// <summary>Step 4: a key that is valid for one day, Region and service.</summary>
    public static byte[] SigningKey(string secretKey, CredentialScope scope)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secretKey);
        foreach (var part in (string[])[scope.Date, scope.Region, scope.Service, CredentialScope.Terminator])
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return key;
    }

    /// <summary>Step 5: the signature, in lowercase hexadecimal.</summary>
    public static string Signature(byte[] signingKey, string stringToSign) =>
        Hex(HMACSHA256.HashData(signingKey, Encoding.UTF8.GetBytes(stringToSign)));

    private static string CanonicalPath(string path)
    {
        var segments = new List<string>();
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts)
        {
            if (part == ".." && segments.Count > 0)
                segments.RemoveAt(segments.Count - 1);
            else if (part is not ("." or ".."))
                segments.Add(Uri.EscapeDataString(part));
        }

        var isFolder = segments.Count > 0 && (path.EndsWith('/') || parts[^1] is "." or "..");
        return "/" + string.Join('/', segments) + (isFolder ? "/" : "");
    }

    private static string CanonicalS3Path(string path) =>
        string.Join('/', path.Split('/').Select(part => Uri.EscapeDataString(Uri.UnescapeDataString(part))));

    private static string CanonicalQuery(string query)
    {
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair =>
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = at < 0 ? (pair, "") : (pair[..at], pair[(at + 1)..]);
            return (Name: Normalize(name), Value: Normalize(value));
        });
        return string.Join('&', pairs
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}"));
    }

    private static string CanonicalHeaders(HttpRequest request, IReadOnlyList<string> signedHeaders) =>
        string.Concat(signedHeaders.Select(name => $"{name}:{CanonicalValue(request, name)}\n"));

    /// <summary>The values of a header, each with its runs of white space collapsed.</summary>
    private static string CanonicalValue(HttpRequest request, string name) => string.Join(',', request.Headers
        .Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(header => string.Join(' ', header.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));

    /// <summary>Percent-encodes all but the unreserved characters, and writes the existing escapes in the same form.</summary>
    private static string Normalize(string text) => EncodedEscape().Replace(Uri.EscapeDataString(text), match =>
    {
        var value = (char)Convert.ToByte(match.Groups[1].Value, 16);
        return char.IsAscii(value) ? Uri.EscapeDataString(value.ToString()) : Uri.HexEscape(value);
    });

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();

    [GeneratedRegex("%25([0-9A-Fa-f]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex EncodedEscape();
}

/// <summary>The scope of a signature: one day, one Region, one service.</summary>
internal sealed record CredentialScope(string Date, string Region, string Service)
{
    public const string Terminator = "aws4_request";

    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";
}
