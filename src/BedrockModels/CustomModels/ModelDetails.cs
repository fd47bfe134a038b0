using BedrockModels.Pipeline;

namespace BedrockModels;

/// <summary>Reads whole models with their tags and uses. A command reads the uses of each Region once.</summary>
internal sealed class ModelDetails
{
    private static readonly Operation<ResourceRequest, CustomModelDetail> Get = Operations.GetCustomModel.Returning<CustomModelDetail>();
    private readonly SharedResults<string> _uses = new();

    /// <summary>The deployments and Provisioned Throughput of a Region.</summary>
    public Task<RegionUses> UsesAsync(BedrockClient client, CancellationToken ct) =>
        _uses.GetAsync(client.Region, () => RegionUses.ReadAsync(client, null, ct));

    /// <summary>A model without its tags and uses.</summary>
    public static Task<CustomModelDetail> GetAsync(BedrockClient client, string identifier, CancellationToken ct) =>
        client.SendAsync(Get, new ResourceRequest(identifier), ct);

    /// <summary>Adds the tags and the uses of a model.</summary>
    public async Task<CustomModelDetail> CompleteAsync(
        BedrockClient client, CustomModelDetail model, ResourceTagList tags, CancellationToken ct)
    {
        var uses = await UsesAsync(client, ct).ConfigureAwait(false);
        model.Tags = tags;
        model.Source = SourceTag.Find(tags);
        (model.Deployments, model.ProvisionedModelThroughputs) = uses.Of(model.ModelArn!);
        return model;
    }
}
