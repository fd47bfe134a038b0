namespace BedrockModels.Client;

/// <summary>What signs a request. Two of them are equal when all parts are; the text of one never shows its secrets.</summary>
internal sealed record AccessKeys(string AccessKey, string SecretKey, string? SessionToken)
{
    public override string ToString() => $"access key {(AccessKey.Length > 4 ? "..." + AccessKey[^4..] : "...")}";
}
