using System.Collections.Concurrent;
using BedrockModels.Client;

namespace BedrockModels;

/// <summary>The clients of one command, one for each Region. Clients of equal settings share their connections across commands.</summary>
internal sealed class CommandClients(ConnectionSettings settings, Action<string> verbose, Action<string> warn, Action<CallRecord> onCall)
{
    // A wait asks for its clients from any thread.
    private readonly ConcurrentDictionary<string, BedrockClient> _clients = new(StringComparer.Ordinal);

    /// <summary>The client of a Region; of the one that the chain finds where none is named.</summary>
    /// <exception cref="BedrockException">There is no Region, no credentials or no usable endpoint.</exception>
    public async Task<BedrockClient> GetAsync(RequestedRegion region, CancellationToken ct)
    {
        var key = region.Name ?? "";
        if (_clients.TryGetValue(key, out var known))
            return known;
        var client = await BedrockClient.ConnectAsync(settings with { Region = region.Name, RegionSource = region.Source }, verbose, onCall, ct, warn).ConfigureAwait(false);
        _clients[key] = client;
        _clients.TryAdd(client.Region, client);
        return client;
    }

    public static IReadOnlyList<string> ProfileNames(string? profileLocation) => BedrockClient.ProfileNames(new ConnectionSettings { ProfileLocation = profileLocation });

    public static void DisposeAll() => BedrockClient.DisposeAll();
}

/// <summary>The Region that a call or its input names, and what names it; without a name the chain is asked.</summary>
internal readonly record struct RequestedRegion(string? Name, string? Source);
