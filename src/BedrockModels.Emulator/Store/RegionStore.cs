namespace BedrockModels.Emulator;

/// <summary>The content of one Region.</summary>
internal sealed class RegionStore(string region)
{
    public string Region => region;

    public ResourceTable<ModelResource> Models { get; } =
        new(new("custom model", "custom-model/imported", "modelIdentifier", Constraints.ModelName, Constraints.ModelArn));

    public ResourceTable<DeploymentResource> Deployments { get; } =
        new(new("custom model deployment", "custom-model-deployment", "customModelDeploymentIdentifier",
            Constraints.ModelName, Constraints.CustomModelDeploymentIdentifier));

    public ResourceTable<ThroughputResource> Throughputs { get; } =
        new(new("Provisioned Throughput", "provisioned-model", "provisionedModelId", Constraints.Name, Constraints.ProvisionedModelId));

    /// <summary>The deployments that show Deleting until they disappear.</summary>
    public List<DeploymentResource> Deleting { get; } = [];

    /// <summary>The used request tokens, by operation and token.</summary>
    public Dictionary<(string Operation, string Token), RequestToken> Tokens { get; } = [];

    /// <summary>Whether the Region has never had any content; a Region that was only read has none.</summary>
    public bool IsEmpty => Tokens.Count == 0 && Tables.All(table => table.All.Count == 0);

    private ResourceTable[] Tables => [Models, Deployments, Throughputs];

    public void RemoveDeleted(DateTimeOffset now)
    {
        Deleting.Where(deployment => deployment.DeletionTime <= now).ToList().ForEach(Deployments.Remove);
        Deleting.RemoveAll(deployment => deployment.DeletionTime <= now);
    }

    public string CreateArn(string accountId, string resource) =>
        new Arn(Partition.Find(region).Name, "bedrock", region, accountId, resource).ToString();

    public string CreateFoundationModelArn(string id) => CreateArn("", "foundation-model/" + id);

    /// <summary>The resource that a request is about; null if it is not there.</summary>
    public StoredResource? Find(Input input) =>
        Tables.FirstOrDefault(table => input.Texts.ContainsKey(table.Kind.Identifier)) is { } table ? table.Find(input.Label!)
        : (input.Text("resourceARN") ?? input.AskedModel) is { } arn ? FindArn(arn) : null;

    /// <summary>The resource of any kind with an ARN; null if there is none.</summary>
    public StoredResource? FindArn(string arn) =>
        Tables.Select(table => table.FindArn(arn)).FirstOrDefault(found => found is not null);
}

/// <summary>A used client request token and the ARN that its request created.</summary>
internal sealed class RequestToken
{
    public required string Operation { get; set; }

    public required string Token { get; set; }

    /// <summary>The ARN that the first request created; a replay returns it even if the resource is deleted.</summary>
    public required string Arn { get; set; }

    /// <summary>A hash of the first request's members.</summary>
    public string? Parameters { get; set; }

    public DateTimeOffset Time { get; set; }
}
