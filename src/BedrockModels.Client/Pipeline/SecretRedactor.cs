using Amazon.Runtime.Internal;

namespace BedrockModels.Client;

/// <summary>What of a request must not come back in a message: services quote the headers they refuse.</summary>
internal static class SecretRedactor
{
    /// <summary>The text without the signature, the session token and the bearer token of the request.</summary>
    public static string Redact(string text, IRequest sent)
    {
        var secrets = sent.Headers
            .Where(h => h.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || h.Key.Equals("X-Amz-Security-Token", StringComparison.OrdinalIgnoreCase))
            .Select(h => h.Value.Split("Bearer ")[^1].Split("Signature=")[^1]);
        return secrets.Where(s => s.Length > 0).Aggregate(text, (cleaned, secret) => cleaned.Replace(secret, "***", StringComparison.Ordinal));
    }
}
