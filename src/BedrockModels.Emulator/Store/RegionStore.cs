namespace BedrockModels.Emulator;

/// <summary>Everything in one Region.</summary>
internal sealed class RegionStore
{
    public ResourceTable<ModelResource> Models { get; } = new();

    public ResourceTable<DeploymentResource> Deployments { get; } = new();

    public ResourceTable<ThroughputResource> Throughputs { get; } = new();

    /// <summary>The request tokens used, by operation and token.</summary>
    public Dictionary<(string Operation, string Token), RequestToken> Tokens { get; } = [];

    /// <summary>Whether nothing was ever made here; a Region that was only asked for is.</summary>
    public bool IsEmpty => Models.All.Count + Deployments.All.Count + Throughputs.All.Count + Tokens.Count == 0;

    /// <summary>The resource of any kind that an ARN means; null where there is none.</summary>
    public Resource? FindArn(string arn) =>
        (Resource?)Models.FindArn(arn) ?? (Resource?)Deployments.FindArn(arn) ?? Throughputs.FindArn(arn);
}
