namespace BedrockModels.Emulator;

/// <summary>One Region in the state file.</summary>
internal sealed class RegionState
{
    public IReadOnlyCollection<ModelResource> Models { get; set; } = [];

    public IReadOnlyCollection<DeploymentResource> Deployments { get; set; } = [];

    public IReadOnlyCollection<ThroughputResource> Throughputs { get; set; } = [];

    public IReadOnlyCollection<RequestToken> RequestTokens { get; set; } = [];
}
