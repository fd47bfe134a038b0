namespace BedrockModels.Client;

/// <summary>A source of keys that belongs to the caller.</summary>
/// <param name="Name">The name of the source in messages, such as <c>-AccessKey and -SecretKey</c>.</param>
/// <param name="Identity">Sources with equal identities share connections. Keys that never change are their own identity.</param>
/// <param name="Read">Runs for each call to the service, so that credentials that refresh themselves stay valid.</param>
internal sealed record CredentialSource(string Name, object Identity, Func<AccessKeys> Read);

/// <summary>Keys that sign a request. Two are equal if all parts are equal; the text never shows secrets.</summary>
internal sealed record AccessKeys(string AccessKey, string SecretKey, string? SessionToken)
{
    public override string ToString() => $"access key {(AccessKey.Length > 4 ? "..." + AccessKey[^4..] : "...")}";
}
