using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>An Authorization header with a signature, taken apart. It is a class, not a record, so that nothing prints the signature.</summary>
internal sealed class SignatureHeader
{
    private SignatureHeader(string accessKey, CredentialScope scope, IReadOnlyList<string> signedHeaders, string signature) =>
        (AccessKey, Scope, SignedHeaders, Signature) = (accessKey, scope, signedHeaders, signature);

    public string AccessKey { get; }

    public CredentialScope Scope { get; }

    /// <summary>The names of the headers that are signed, in lower case.</summary>
    public IReadOnlyList<string> SignedHeaders { get; }

    public string Signature { get; }

    /// <summary>Reads the header; its value is never quoted, because it is a secret.</summary>
    /// <exception cref="ServiceException">It is not whole.</exception>
    public static SignatureHeader Parse(string header)
    {
        if (!header.StartsWith(SigV4.Algorithm, StringComparison.Ordinal))
            throw IncompleteSignature($"Authorization header requires the algorithm '{SigV4.Algorithm}'.");
        var parts = header[SigV4.Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .GroupBy(part => part[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First()[1], StringComparer.Ordinal);
        var missing = ((string[])["Credential", "SignedHeaders", "Signature"]).Where(name => !parts.TryGetValue(name, out var value) || value.Length == 0).ToList();
        if (missing.Count > 0)
            throw IncompleteSignature(string.Join(' ', missing.Select(name => $"Authorization header requires '{name}' parameter.")));

        var credential = parts["Credential"].Split('/');
        if (credential.Length != 5 || credential.Any(part => part.Length == 0))
            throw IncompleteSignature("Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.");
        if (credential[4] != CredentialScope.Terminator)
            throw new ServiceException(ErrorCode.InvalidSignature, $"Credential should be scoped with a valid terminator: '{CredentialScope.Terminator}'.");
        return new SignatureHeader(
            credential[0], new CredentialScope(credential[1], credential[2], credential[3]), parts["SignedHeaders"].Split(';'), parts["Signature"]);
    }

    private static ServiceException IncompleteSignature(string message) => new(ErrorCode.IncompleteSignature, message);
}
