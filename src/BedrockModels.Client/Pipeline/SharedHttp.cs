using Amazon.Runtime;

namespace BedrockModels.Client;

/// <summary>One pool of connections for every pipeline of the module.</summary>
internal static class SharedHttp
{
    private static readonly object Gate = new();
    private static readonly Dictionary<TimeProvider, HttpClient> Clients = [];
    private static SocketsHttpHandler? _connections;

    /// <summary>Makes the SDK use the pool; the clock measures how long it waits for an answer.</summary>
    public static HttpClientFactory Factory(TimeProvider clock) => new SharedFactory(clock);

    /// <summary>Closes the connections. Calls under way end as they would have; a later call opens new connections.</summary>
    public static void Close()
    {
        lock (Gate)
        {
            _connections?.Dispose();
            _connections = null;
            Clients.Clear();
        }
    }

    private static HttpClient Client(TimeProvider clock)
    {
        lock (Gate)
        {
            if (Clients.TryGetValue(clock, out var client))
                return client;
            _connections ??= new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                Proxy = new LoopbackBypassProxy(HttpClient.DefaultProxy),
            };
            return Clients[clock] = new HttpClient(new BufferedResponseHandler(_connections, clock), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        }
    }

    private sealed class SharedFactory(TimeProvider clock) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => Client(clock);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
