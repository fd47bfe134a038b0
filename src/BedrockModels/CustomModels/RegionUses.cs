namespace BedrockModels;

/// <summary>
/// All deployments and Provisioned Throughput of a Region by model, read page by page, so that the number of calls does not depend on the
/// number of models.
/// </summary>
internal sealed class RegionUses
{
    private readonly ILookup<string, CustomModelDeploymentSummary> _deployments;
    private readonly ILookup<string, ProvisionedModelThroughputSummary> _throughputs;

    private RegionUses(IEnumerable<CustomModelDeploymentSummary> deployments, IEnumerable<ProvisionedModelThroughputSummary> throughputs)
    {
        _deployments = deployments.ToLookup(deployment => deployment.ModelArn ?? "", StringComparer.Ordinal);

        _throughputs = throughputs
            .SelectMany(throughput => ModelsOf(throughput).Select(model => (model, throughput)))
            .ToLookup(pair => pair.model, pair => pair.throughput, StringComparer.Ordinal);
    }

    /// <param name="client">The client of the Region.</param>
    /// <param name="modelArn">Omits the deployments of other models; null for all.</param>
    /// <param name="ct">Cancels the reading.</param>
    public static async Task<RegionUses> ReadAsync(BedrockClient client, string? modelArn, CancellationToken ct)
    {
        var deployments = new List<CustomModelDeploymentSummary>();
        var filter = new ListCustomModelDeploymentsRequest { ModelArnEquals = modelArn, MaxResults = Constraints.LargestPage };
        await foreach (var page in client.ListAsync(Operations.ListCustomModelDeployments, filter, ct).ConfigureAwait(false))
            deployments.AddRange(page);

        var throughputs = new List<ProvisionedModelThroughputSummary>();

        // Without a filter: the service's filter omits Provisioned Throughput that is changing to the model.
        await foreach (var page in Resources.Throughputs.ListAsync(client, ct).ConfigureAwait(false))
            throughputs.AddRange(page);
        return new RegionUses(deployments, throughputs);
    }

    /// <summary>
    /// The deployments that are being updated to a model. Lists do not show that, so this reads every deployment of the Region.
    /// </summary>
    public static async Task<IReadOnlyList<ModelUse>> FindUpdatesAsync(BedrockClient client, string modelArn, CancellationToken ct)
    {
        var updates = new List<ModelUse>();
        await foreach (var page in Resources.Deployments.ListAsync(client, ct).ConfigureAwait(false))
        {
            foreach (var summary in page)
            {
                try
                {
                    var deployment = await Resources.Deployments.GetAsync(client, summary.Arn!, ct).ConfigureAwait(false);
                    if (deployment.UpdateDetails is { UpdateStatus: ResourceStatus.Updating } update && update.ModelArn == modelArn)
                        updates.Add(new ModelUse(Resources.Deployments, deployment));
                }
                catch (BedrockException exception) when (exception.ErrorCode == ErrorCode.ResourceNotFound)
                {
                    // It was deleted since the list was read.
                }
            }
        }

        return updates;
    }

    /// <summary>
    /// The uses of a model in the order of their removal: Provisioned Throughput first, because its commitment can prevent the removal for
    /// months, and then no deployment is deleted in vain.
    /// </summary>
    public IReadOnlyList<ModelUse> UsesOf(string modelArn) =>
    [
        .. _throughputs[modelArn].Select(throughput => new ModelUse(Resources.Throughputs, throughput)),
        .. _deployments[modelArn].Select(deployment => new ModelUse(Resources.Deployments, deployment)),
    ];

    /// <summary>The deployments and the Provisioned Throughput of a model.</summary>
    public (ResourceList<CustomModelDeploymentSummary> Deployments, ResourceList<ProvisionedModelThroughputSummary> Throughputs) Of(
        string modelArn) => (new(_deployments[modelArn]), new(_throughputs[modelArn]));

    /// <summary>The models in use: during an update the current and the desired model, after a failed update the current model.</summary>
    private static IEnumerable<string> ModelsOf(ProvisionedModelThroughputSummary throughput) =>
        new[] { throughput.ModelArn, throughput.Status == ResourceStatus.Failed ? null : throughput.DesiredModelArn }
            .OfType<string>()
            .Distinct();
}

/// <summary>A deployment or Provisioned Throughput that uses a model.</summary>
internal sealed record ModelUse(Resource Resource, IResource Value)
{
    public string Arn => Value.Arn!;

    public string Label => $"{Value.Name} ({Arn})";

    /// <inheritdoc cref="Labels.Quoted"/>
    public string QuotedLabel => $"'{Value.Name}' ({Arn})";

    public override string ToString() => $"{Resource.Noun} {Label}";
}
