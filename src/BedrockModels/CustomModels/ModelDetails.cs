using System.Collections.Concurrent;

namespace BedrockModels;

/// <summary>Creates the details of models. A command reads the uses of each Region once.</summary>
internal sealed class ModelDetails
{
    private readonly ConcurrentDictionary<string, Lazy<Task<RegionUses>>> _uses = new(StringComparer.Ordinal);

    /// <summary>The deployments and Provisioned Throughput of a Region.</summary>
    public Task<RegionUses> UsesAsync(BedrockClient client, CancellationToken ct) =>
        _uses.GetOrAdd(client.Region, _ => new Lazy<Task<RegionUses>>(() => RegionUses.ReadAsync(client, null, ct))).Value;

    public async Task<CustomModelDetail> ReadAsync(BedrockClient client, CustomModelSummary model, CancellationToken ct)
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
