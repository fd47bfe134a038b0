using static BedrockModels.Emulator.ServiceException;

namespace BedrockModels.Emulator;

/// <summary>A parsed Authorization header with a signature.</summary>
/// <remarks>It is a class, not a record, so that no ToString prints the signature.</remarks>
internal sealed class SignatureHeader(string accessKey, CredentialScope scope, IReadOnlyList<string> signedHeaders, string signature)
{
    public const string Bedrock = "bedrock";

    public string AccessKey => accessKey;

    public CredentialScope Scope => scope;

    /// <summary>The names of the signed headers, in lowercase.</summary>
    public IReadOnlyList<string> SignedHeaders => signedHeaders;

    public string Signature => signature;

    public static bool IsServed(string service) => service == Bedrock || AccountOperation.HasService(service);

    /// <summary>The service in the scope of a header that need not be valid; Bedrock if it does not name another one.</summary>
    public static string ServiceOf(string header)
    {
        var start = header.IndexOf("Credential=", StringComparison.Ordinal);
        return start >= 0 && header[start..].Split(',')[0].Split('/') is [_, _, _, var service, _] && IsServed(service) ? service : Bedrock;
    }

    /// <summary>Parses the header. Errors never quote its value, because it is a secret.</summary>
    /// <exception cref="ServiceException">A part of the header is missing or malformed.</exception>
    public static SignatureHeader Parse(string header)
    {
        if (!header.StartsWith(SigV4.Algorithm, StringComparison.Ordinal))
            throw IncompleteSignature($"Authorization header requires the algorithm '{SigV4.Algorithm}'.");
        var parts = header[SigV4.Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2)).Where(part => part.Length == 2)
            .GroupBy(part => part[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First()[1], StringComparer.Ordinal);
        var missing = ((string[])["Credential", "SignedHeaders", "Signature"])
            .Where(name => string.IsNullOrEmpty(parts.GetValueOrDefault(name)))
            .ToList();
        if (missing.Count > 0)
            throw IncompleteSignature(string.Join(' ', missing.Select(name => $"Authorization header requires '{name}' parameter.")));

        var credential = parts["Credential"].Split('/');
        if (credential.Length != 5 || credential.Any(part => part.Length == 0))
            throw IncompleteSignature("Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.");
        if (credential[4] != CredentialScope.Terminator)
            throw InvalidSignature($"Credential should be scoped with a valid terminator: '{CredentialScope.Terminator}'.");
        var scope = new CredentialScope(credential[1], credential[2], credential[3]);
        return new SignatureHeader(credential[0], scope, parts["SignedHeaders"].Split(';'), parts["Signature"]);
    }
}
