namespace BedrockModels.Client;

/// <summary>The connection settings of a caller. Settings that are not given are resolved in the order that AWS tools use.</summary>
internal sealed record ConnectionSettings
{
    public string? Region { get; init; }

    /// <summary>The source of the Region, for the verbose stream: <c>-Region</c>, <c>the ARN</c>, <c>the piped object</c>.</summary>
    public string? RegionSource { get; init; }

    public string? ProfileName { get; init; }

    public string? ProfileLocation { get; init; }

    /// <summary>Keys given on the call.</summary>
    public CredentialSource? Credential { get; init; }

    /// <summary>Keys of the session, as set by Set-AWSCredential.</summary>
    public CredentialSource? StoredCredential { get; init; }

    /// <summary>The Region of the session, as set by Set-DefaultAWSRegion.</summary>
    public string? StoredRegion { get; init; }

    public string? EndpointUrl { get; init; }

    /// <summary>Whether the connection is to the runtime, which asks models, and not to the control plane.</summary>
    public bool AsksModels { get; init; }

    public HostEnvironment Environment { get; init; } = HostEnvironment.Current;
}
