using System.Collections.Concurrent;
using BedrockModels.Client;

namespace BedrockModels;

/// <summary>Makes details of models. What uses the models of a Region is read once in a command.</summary>
internal sealed class ModelDetails
{
    private readonly ConcurrentDictionary<string, Lazy<Task<RegionUses>>> _uses = new(StringComparer.Ordinal);

    /// <summary>What uses the models of a Region.</summary>
    public Task<RegionUses> UsesAsync(BedrockClient client, CancellationToken ct) =>
        _uses.GetOrAdd(client.Region, _ => new Lazy<Task<RegionUses>>(() => RegionUses.ReadAsync(client, null, ct))).Value;

    public async Task<CustomModelDetail> OfAsync(BedrockClient client, CustomModelSummary model, CancellationToken ct)
    {
        var uses = await UsesAsync(client, ct).ConfigureAwait(false);
        return await uses.DetailAsync(model, ct).ConfigureAwait(false);
    }

    public static CustomModelSummary Summary(CustomModel model) => new()
    {
        ModelName = model.ModelName,
        ModelArn = model.ModelArn,
        ModelStatus = model.ModelStatus,
        CreationTime = model.CreationTime,
        CustomizationType = model.CustomizationType,
        BaseModelArn = model.BaseModelArn,
        Region = model.Region,
    };
}
