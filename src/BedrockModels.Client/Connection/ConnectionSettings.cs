namespace BedrockModels.Client;

/// <summary>What a caller said about the connection. Everything left out is looked for where AWS tools look.</summary>
internal sealed record ConnectionSettings
{
    public string? Region { get; init; }

    /// <summary>Who named the Region, for the verbose stream: <c>-Region</c>, <c>the ARN</c>, <c>the piped object</c>.</summary>
    public string? RegionSource { get; init; }

    public string? ProfileName { get; init; }

    public string? ProfileLocation { get; init; }

    /// <summary>Keys given on the call.</summary>
    public CredentialSource? Credential { get; init; }

    /// <summary>Keys that the session holds, as Set-AWSCredential leaves them.</summary>
    public CredentialSource? StoredCredential { get; init; }

    /// <summary>The Region that the session holds, as Set-DefaultAWSRegion leaves it.</summary>
    public string? StoredRegion { get; init; }

    public string? EndpointUrl { get; init; }

    /// <summary>The machine around the call.</summary>
    public HostEnvironment HostEnvironment { get; init; } = HostEnvironment.Current;
}
