namespace BedrockModels.Client;

/// <summary>Requests to the addresses that exist only inside a container or an instance: no proxy, short timeout.</summary>
internal static class LinkLocalHttp
{
    /// <summary>Whether a request has opened a connection, although no response came.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsConnected = new("connected");

    /// <summary>Sends a request; returns null if no response arrives in time.</summary>
    public static async Task<(int Status, string Body)?> SendAsync(
        HttpRequestMessage request, TimeSpan timeout, TimeProvider clock, CancellationToken ct)
    {
        using var time = new CancellationTokenSource(timeout, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, time.Token);
        try
        {
            using var response = await ClientCache.Current.LinkLocal.SendAsync(request, limit.Token).ConfigureAwait(false);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }
}
