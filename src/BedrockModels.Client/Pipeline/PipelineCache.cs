using System.Collections.Concurrent;

namespace BedrockModels.Client;

/// <summary>One pipeline for each connection, for as long as the module is loaded.</summary>
internal static class PipelineCache
{
    private static readonly ConcurrentDictionary<PipelineKey, Lazy<ServicePipeline>> Pipelines = new();

    public static ServicePipeline Get(PipelineKey key, PipelineIdentity identity) =>
        Pipelines.GetOrAdd(key, k => new(() => new ServicePipeline(new PipelineConfig(k.Endpoint, k.SigningRegion, k.Retries), identity, k.Retries))).Value;

    public static void Clear()
    {
        foreach (var key in Pipelines.Keys)
        {
            if (Pipelines.TryRemove(key, out var pipeline) && pipeline.IsValueCreated)
                pipeline.Value.Dispose();
        }
    }
}
