using System.Collections.Concurrent;

namespace BedrockModels;

/// <summary>The clients of one command, one per Region. Clients with equal settings share connections across commands.</summary>
internal sealed class CommandClients(ConnectionSettings settings, Action<string> verbose, Action<string> warn, Action<CallRecord> onCall)
{
    // A wait requests its clients on any thread.
    private readonly ConcurrentDictionary<string, BedrockClient> _clients = new(StringComparer.Ordinal);

    /// <summary>The client of a Region; without a name, of the Region in the caller's configuration.</summary>
    /// <exception cref="BedrockException">There is no Region, no credentials or no usable endpoint.</exception>
    public async Task<BedrockClient> GetAsync(RequestedRegion region, CancellationToken ct)
    {
        var key = region.Name ?? "";
        if (_clients.TryGetValue(key, out var known))
            return known;
        var connection = settings with { Region = region.Name, RegionSource = region.Source };
        var client = await BedrockClient.ConnectAsync(connection, verbose, onCall, ct, warn).ConfigureAwait(false);
        _clients[key] = client;
        _clients.TryAdd(client.Region, client);
        return client;
    }

    public static IReadOnlyList<string> ProfileNames(PathIntrinsics path, string? profileLocation) =>
        BedrockClient.ProfileNames(new ConnectionSettings
        {
            ProfileLocation = profileLocation is null ? null : path.GetUnresolvedProviderPathFromPSPath(profileLocation),
            Environment = CallerConnection.EnvironmentOf(path),
        });

    public static void DisposeAll() => BedrockClient.DisposeAll();
}

/// <summary>The Region in a call or its input, with its source for messages; without a name the caller's configuration decides.</summary>
internal readonly record struct RequestedRegion(string? Name, string? Source);
