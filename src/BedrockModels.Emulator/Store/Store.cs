using System.Text.Json;

namespace BedrockModels.Emulator;

/// <summary>
/// The account, Region by Region. One lock guards all of it: an operation takes microseconds, and whoever holds the lock sees
/// and leaves a whole state.
/// </summary>
internal sealed class Store
{
    private readonly object _gate = new();
    private readonly SortedDictionary<string, RegionStore> _regions = new(StringComparer.Ordinal);
    private long _version;

    /// <summary>Runs something on a Region, alone.</summary>
    public T Execute<T>(string region, Func<RegionStore, T> operation) => Execute(region, operation, _ => false).Result;

    /// <summary>Runs an operation on a Region, alone; tells the version that it saw, or made where it changed something.</summary>
    public (T Result, long Version) Execute<T>(string region, Func<RegionStore, T> operation, Func<T, bool> changed)
    {
        lock (_gate)
        {
            if (!_regions.TryGetValue(region, out var store))
                _regions.Add(region, store = new RegionStore());
            var result = operation(store);
            return (result, changed(result) ? ++_version : _version);
        }
    }

    /// <summary>The version as it is now, and the content of a state file that holds it.</summary>
    public (long Version, byte[] Content) Snapshot()
    {
        lock (_gate)
        {
            var state = new EmulatorState();
            foreach (var (region, store) in _regions.Where(region => !region.Value.IsEmpty))
            {
                state.Regions.Add(region, new RegionState
                {
                    Models = store.Models.All,
                    Deployments = store.Deployments.All,
                    Throughputs = store.Throughputs.All,
                    RequestTokens = store.Tokens.Values,
                });
            }

            return (_version, JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Context.EmulatorState));
        }
    }
}
