using System.Collections.Concurrent;

namespace BedrockModels.Client;

/// <summary>
/// Everything that the connections of the process share: pipelines, refreshing credentials, HTTP connections and the warnings
/// already shown. Created by the first connection, disposed with the module, and created again if the module is imported again.
/// </summary>
internal sealed class ClientCache : IDisposable
{
    private const int MostConnections = 100;

    private static ClientCache? _current;

    private readonly ConcurrentDictionary<PipelineKey, Lazy<ServicePipeline>> _pipelines = new();
    private readonly ConcurrentDictionary<object, RefreshingKeys> _credentials = new();
    private readonly ConcurrentDictionary<HttpClientKey, HttpClient> _clients = new();
    private readonly ConcurrentBag<SocketsHttpHandler> _connections = [];
    private readonly ConcurrentDictionary<object, SettledConnection> _settled = new();
    private readonly ConcurrentDictionary<string, bool> _warnings = new();

    /// <summary>The cache of the process. Read it for each use, because another runspace can remove the module at any time.</summary>
    public static ClientCache Current => LazyInitializer.EnsureInitialized(ref _current, () => new ClientCache());

    /// <summary>HTTP for link-local addresses, which must never go through a proxy.</summary>
    public HttpClient LinkLocal { get; } = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        PlaintextStreamFilter = (context, _) =>
        {
            context.InitialRequestMessage.Options.Set(LinkLocalHttp.IsConnected, true);
            return ValueTask.FromResult(context.PlaintextStream);
        },
    })
    {
        MaxResponseContentBufferSize = 64 * 1024,
    };

    /// <summary>Ends the pipelines and closes all connections. Calls in progress finish; the next call creates a new cache.</summary>
    public static void DisposeCurrent() => Interlocked.Exchange(ref _current, null)?.Dispose();

    /// <summary>The connection of an earlier command with the same inputs; null if there is none.</summary>
    public Connection? FindConnection(ConnectionInputs inputs) =>
        _settled.TryGetValue(inputs.Key, out var known) && known.Inputs.AreSame(inputs.Settings.Environment) ? known.Connection : null;

    /// <summary>Keeps a connection for later commands.</summary>
    public Connection Keep(ConnectionInputs inputs, Connection connection)
    {
        // A script that uses ever new keys must not fill the memory.
        if (_settled.Count >= MostConnections)
            _settled.Clear();
        if (inputs.AreSettled())
            _settled[inputs.Key] = new(inputs, connection);
        return connection;
    }

    public void Forget(ConnectionInputs inputs) => _settled.TryRemove(inputs.Key, out _);

    /// <summary>One pipeline for each connection.</summary>
    public ServicePipeline GetPipeline(PipelineKey key, PipelineIdentity identity) => _pipelines.GetOrAdd(
        key,
        k => new(() => new ServicePipeline(new PipelineConfig(k), identity, k.Retries))).Value;

    /// <summary>One object for each identity, so that credentials are fetched once and refreshed in one place.</summary>
    /// <returns>The object that has the identity already; otherwise the new one, which then has it.</returns>
    public RefreshingKeys GetCredentials(object identity, RefreshingKeys created) => _credentials.GetOrAdd(identity, created);

    /// <summary>Whether a warning is new.</summary>
    public bool IsNewWarning(string text) => _warnings.TryAdd(text, true);

    public void Dispose()
    {
        foreach (var pipeline in _pipelines.Values.Where(pipeline => pipeline.IsValueCreated))
            pipeline.Value.Dispose();
        foreach (var connections in _connections)
            connections.Dispose();
        LinkLocal.Dispose();
    }

    /// <summary>The HTTP connections for a clock, which measures how long an attempt may take, a bundle and the timeout.</summary>
    /// <exception cref="BedrockException">The bundle cannot be used.</exception>
    public HttpClient GetHttpClient(TimeProvider clock, CaBundle? bundle, TimeSpan? attemptTimeout = null) => _clients.GetOrAdd(
        new(clock, bundle, attemptTimeout),
        _ => new HttpClient(new BufferedResponseHandler(CreateConnections(bundle), clock, attemptTimeout))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        });

    private SocketsHttpHandler CreateConnections(CaBundle? bundle)
    {
        var connections = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            Proxy = new EnvironmentProxy(Environment.GetEnvironmentVariable, EnvironmentProxy.FindMachineProxy),
            SslOptions = bundle?.CreateTlsOptions() ?? new(),
        };
        _connections.Add(connections);
        return connections;
    }

    // Classes, because .NET has the code of a dictionary of classes compiled, and compiles that of others in the first call.
    private sealed record HttpClientKey(TimeProvider Clock, CaBundle? Bundle, TimeSpan? Timeout);

    private sealed record SettledConnection(ConnectionInputs Inputs, Connection Connection);

    /// <summary>Gives the SDK the cached HTTP clients.</summary>
    internal sealed class CachedHttpClientFactory(TimeProvider clock, CaBundle? bundle, TimeSpan? attemptTimeout = null)
        : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => Current.GetHttpClient(clock, bundle, attemptTimeout);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}

/// <summary>Connections with equal keys share a pipeline. FIPS and dual-stack are part of the endpoint.</summary>
internal sealed record PipelineKey(
    object Identity, Uri Endpoint, string SigningRegion, RetrySettings Retries, CaBundle? Bundle = null, string Service = "bedrock")
{
    /// <summary>The timeout of an attempt; null for the usual one.</summary>
    public TimeSpan? AttemptTimeout { get; init; }
}
