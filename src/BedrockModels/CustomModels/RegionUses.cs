using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>
/// What uses the models of a Region: all its deployments and Provisioned Throughput, read page by page and joined here, so that
/// the calls grow with the pages and not with the models. Only tags cost a call for each model: the API has none for many.
/// </summary>
internal sealed class RegionUses
{
    private readonly BedrockClient _client;
    private readonly ILookup<string, CustomModelDeploymentSummary> _deployments;
    private readonly ILookup<string, ProvisionedModelThroughputSummary> _throughputs;

    private RegionUses(BedrockClient client, IEnumerable<CustomModelDeploymentSummary> deployments, IEnumerable<ProvisionedModelThroughputSummary> throughputs)
    {
        _client = client;
        _deployments = deployments.ToLookup(deployment => deployment.ModelArn ?? "", StringComparer.Ordinal);

        _throughputs = throughputs.SelectMany(throughput => ModelsOf(throughput).Select(model => (model, throughput)))
            .ToLookup(pair => pair.model, pair => pair.throughput, StringComparer.Ordinal);
    }

    /// <summary>The models that Provisioned Throughput uses: during an update the current and the desired one, after a failed update the current one.</summary>
    private static IEnumerable<string> ModelsOf(ProvisionedModelThroughputSummary throughput) =>
        new[] { throughput.ModelArn, throughput.Status == ResourceStatus.Failed ? null : throughput.DesiredModelArn }.OfType<string>().Distinct();

    /// <param name="client">The client of the Region.</param>
    /// <param name="modelArn">Leaves out the deployments of other models; null for all.</param>
    /// <param name="ct">Ends the reading.</param>
    public static async Task<RegionUses> ReadAsync(BedrockClient client, string? modelArn, CancellationToken ct)
    {
        var deployments = new List<CustomModelDeploymentSummary>();
        await foreach (var page in client.ListAsync(Operations.ListCustomModelDeployments, new() { ModelArnEquals = modelArn, MaxResults = ListWindow.LargestPage }, ct).ConfigureAwait(false))
            deployments.AddRange(page);

        var throughputs = new List<ProvisionedModelThroughputSummary>();

        // Not narrowed to the model: the service's filter would hide what is being moved to it.
        await foreach (var page in Resources.Throughputs.ListAsync(client, ct).ConfigureAwait(false))
            throughputs.AddRange(page);
        return new RegionUses(client, deployments, throughputs);
    }

    /// <summary>
    /// What uses a model, in the order in which it is to be removed: Provisioned Throughput first, because a commitment refuses
    /// for months, and then no deployment has been lost for it.
    /// </summary>
    public IReadOnlyList<ModelUse> Of(string modelArn) =>
    [
        .. _throughputs[modelArn].Select(throughput => new ModelUse(Resources.Throughputs, throughput)),
        .. _deployments[modelArn].Select(deployment => new ModelUse(Resources.Deployments, deployment)),
    ];

    /// <summary>A model with its tags and with what uses it.</summary>
    public async Task<CustomModelDetail> DetailAsync(CustomModelSummary model, CancellationToken ct) => new()
    {
        ModelName = model.ModelName,
        ModelArn = model.ModelArn,
        ModelStatus = model.ModelStatus,
        CreationTime = model.CreationTime,
        CustomizationType = model.CustomizationType,
        BaseModelArn = model.BaseModelArn,
        Tags = await _client.ListTagsAsync(model.ModelArn!, ct).ConfigureAwait(false),

        // Arrays: what a collection expression makes of a read-only list has no index that PowerShell sees.
        Deployments = _deployments[model.ModelArn!].ToArray(),
        ProvisionedModelThroughputs = _throughputs[model.ModelArn!].ToArray(),
        Region = model.Region,
    };
}

/// <summary>A deployment or Provisioned Throughput that uses a model.</summary>
internal sealed record ModelUse(Resource Resource, IResource Value)
{
    public string Arn => Value.Arn!;

    public string Label => $"{Value.Name} ({Arn})";

    public override string ToString() => $"{Resource.Noun} {Label}";
}
