using Amazon.Runtime;

namespace BedrockModels.Client;

/// <summary>One pool of connections for every pipeline of the module.</summary>
internal static class SharedHttp
{
    private static readonly object Gate = new();
    private static readonly Dictionary<TimeSpan, HttpClient> Clients = [];
    private static HttpMessageHandler? _connections;

    /// <summary>Makes the SDK use the pool, and wait no longer than this for an answer, its body included.</summary>
    public static HttpClientFactory Factory(TimeSpan answerTimeout) => new SharedFactory(answerTimeout);

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

    private static HttpClient Client(TimeSpan answerTimeout)
    {
        lock (Gate)
        {
            if (Clients.TryGetValue(answerTimeout, out var client))
                return client;
            _connections ??= new WholeAnswers(new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                Proxy = new NoLoopbackProxy(HttpClient.DefaultProxy),
            });
            return Clients[answerTimeout] = new HttpClient(_connections, disposeHandler: false) { Timeout = answerTimeout };
        }
    }

    private sealed class SharedFactory(TimeSpan answerTimeout) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => Client(answerTimeout);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
