namespace BedrockModels.Emulator;

/// <summary>The content of the account by Region.</summary>
/// <remarks>One lock guards all of it: an operation lasts microseconds, and each one finds and leaves a complete state.</remarks>
internal sealed class Store
{
    private readonly object _gate = new();
    private readonly SortedDictionary<string, RegionStore> _regions = new(StringComparer.Ordinal);
    private long _version;

    /// <summary>The account of the state file, which is written as it was read.</summary>
    public EmulatorAccount? Account { get; set; }

    /// <summary>Runs an operation on a Region under the lock.</summary>
    public T Execute<T>(string region, Func<RegionStore, T> operation) => Execute(region, operation, _ => false).Result;

    /// <summary>Runs an operation on a Region under the lock. Also returns the version that it saw, or created by a change.</summary>
    public (T Result, long Version) Execute<T>(string region, Func<RegionStore, T> operation, Func<T, bool> changed)
    {
        lock (_gate)
        {
            if (!_regions.TryGetValue(region, out var store))
                _regions.Add(region, store = new RegionStore(region));
            var result = operation(store);
            return (result, changed(result) ? ++_version : _version);
        }
    }

    /// <summary>Replaces the content, and returns the version that then begins.</summary>
    public long Reload(Action load)
    {
        lock (_gate)
        {
            _regions.Clear();
            load();
            return ++_version;
        }
    }

    /// <summary>The current version, and the content of a state file with it.</summary>
    public (long Version, byte[] Content) Snapshot(DateTimeOffset time)
    {
        lock (_gate)
        {
            var state = new EmulatorState { Time = time, Account = Account };
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
