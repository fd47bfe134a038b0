namespace BedrockModels.Client;

/// <summary>What a connection settled on, in words for messages. Never a secret.</summary>
internal sealed record ConnectionInfo(string Region, Uri Endpoint, string CredentialName, string? ProfileName)
{
    public string Host => Endpoint.GetLeftPart(UriPartial.Authority);
}
