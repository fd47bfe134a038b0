namespace BedrockModels.Tests.Client;

/// <summary>A request as a stand-in received it. The path is raw, with its query.</summary>
internal sealed record ReceivedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Header(string name) => Headers.TryGetValue(name, out var value) ? value : "";

    /// <summary>The access key in the signature.</summary>
    public string AccessKey => Scope[0];

    /// <summary>The Region in the signature.</summary>
    public string SigningRegion => Scope[2];

    private string[] Scope => Header("Authorization").Split("Credential=", 2)[1].Split(',')[0].Split('/');
}
