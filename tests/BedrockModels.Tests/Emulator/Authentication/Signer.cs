using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BedrockModels.Tests.Emulator.Authentication;

/// <summary>
/// The client side of Signature Version 4, independent of the emulator's: it signs a method, a path as sent, and headers.
/// Each part can be set to a wrong value.
/// </summary>
internal sealed class Signer
{
    public string AccessKey { get; init; } = "AKIDEXAMPLE";

    public string SecretKey { get; init; } = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    public string? SessionToken { get; init; }

    public string Region { get; init; } = "us-east-1";

    public string Service { get; init; } = "bedrock";

    /// <summary>A header to sign besides those of every request.</summary>
    public (string Name, string Value)? More { get; init; }

    /// <summary>Whether the path is encoded again, as for all services but S3, whose payload is then unsigned.</summary>
    public bool EncodesTwice { get; init; } = true;

    public required string Host { get; init; }

    /// <summary>The headers that sign a request.</summary>
    public (string Name, string Value)[] Sign(DateTimeOffset time, string method, string target, string body = "", params string[] unsigned)
    {
        var stamp = time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = Host, ["x-amz-date"] = stamp };
        if (SessionToken is not null)
            headers["x-amz-security-token"] = SessionToken;
        if (body.Length > 0)
            headers["content-type"] = "application/json";
        if (More is { } more)
            headers[more.Name] = more.Value;
        var signed = headers.Where(header => !unsigned.Contains(header.Key)).ToList();
        var names = string.Join(";", signed.Select(header => header.Key));

        // The canonical path is percent-encoded once more than the sent one; the canonical query differs only in its order.
        var (path, query) = target.Split('?', 2) is [var before, var after] ? (before, after) : (target, "");
        var canonicalPath = EncodesTwice ? string.Join("/", path.Split('/').Select(Uri.EscapeDataString)) : path;
        var canonicalQuery = string.Join("&", query.Split('&').Select(
            pair => pair.Contains('=', StringComparison.Ordinal) || pair.Length == 0 ? pair : pair + "=").Order(StringComparer.Ordinal));
        var request =
            $"{method}\n{canonicalPath}\n{canonicalQuery}\n{string.Concat(signed.Select(header => $"{header.Key}:{header.Value}\n"))}\n"
                + $"{names}\n{(EncodesTwice ? Hash(body) : "UNSIGNED-PAYLOAD")}";
        var scope = $"{stamp[..8]}/{Region}/{Service}/aws4_request";
        var key = Encoding.UTF8.GetBytes("AWS4" + SecretKey);
        foreach (var part in scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var signature = Convert.ToHexStringLower(
            HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hash(request)}")));

        var sent = new List<(string, string)>
        {
            ("X-Amz-Date", stamp),
            ("Authorization", $"AWS4-HMAC-SHA256 Credential={AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}"),
        };
        if (SessionToken is not null)
            sent.Add(("X-Amz-Security-Token", SessionToken));
        return [.. sent];
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
