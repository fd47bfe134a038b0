namespace BedrockModels.Client;

/// <summary>Where the caller's keys come from.</summary>
/// <param name="Name">What -Verbose calls the source, such as <c>-AccessKey and -SecretKey</c>.</param>
/// <param name="Identity">Two sources with equal identities share connections. Keys that never change are their own identity.</param>
/// <param name="Read">Called for each call to the service, so that credentials which refresh themselves stay fresh.</param>
internal sealed record CredentialSource(string Name, object Identity, Func<AccessKeys> Read);

/// <summary>What signs a request. Two of them are equal when all parts are; the text of one never shows its secrets.</summary>
internal sealed record AccessKeys(string AccessKey, string SecretKey, string? SessionToken)
{
    public override string ToString() => $"access key {(AccessKey.Length > 4 ? "..." + AccessKey[^4..] : "...")}";
}
