using System.Collections.Concurrent;
using System.Net;

namespace BedrockModels.Client;

/// <summary>
/// Everything that the connections of the process share: pipelines, refreshing credentials, HTTP connections and the warnings
/// already shown. Created by the first connection, disposed with the module, and created again if the module is imported again.
/// </summary>
internal sealed class ClientCache : IDisposable
{
    private static ClientCache? _current;

    private readonly ConcurrentDictionary<PipelineKey, Lazy<ServicePipeline>> _pipelines = new();
    private readonly ConcurrentDictionary<object, RefreshingKeys> _credentials = new();
    private readonly ConcurrentDictionary<TimeProvider, HttpClient> _clients = new();
    private readonly ConcurrentDictionary<string, bool> _warnings = new();
    private readonly SocketsHttpHandler _connections = new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        Proxy = new LoopbackBypassProxy(HttpClient.DefaultProxy),
    };

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

    /// <summary>One pipeline for each connection.</summary>
    public ServicePipeline GetPipeline(PipelineKey key, PipelineIdentity identity) => _pipelines.GetOrAdd(
        key,
        k => new(() => new ServicePipeline(new PipelineConfig(k.Endpoint, k.SigningRegion, k.Retries), identity, k.Retries))).Value;

    /// <summary>One object for each identity, so that credentials are fetched once and refreshed in one place.</summary>
    public RefreshingKeys GetCredentials(object identity, Func<RefreshingKeys> create) =>
        _credentials.AddOrUpdate(identity, _ => create(), (_, known) => known.HasFailed ? create() : known);

    /// <summary>Whether a warning is new.</summary>
    public bool IsNewWarning(string text) => _warnings.TryAdd(text, true);

    public void Dispose()
    {
        foreach (var pipeline in _pipelines.Values.Where(pipeline => pipeline.IsValueCreated))
            pipeline.Value.Dispose();
        _connections.Dispose();
        LinkLocal.Dispose();
    }

    private HttpClient GetHttpClient(TimeProvider clock) => _clients.GetOrAdd(
        clock,
        c => new HttpClient(new BufferedResponseHandler(_connections, c), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan });

    /// <summary>Gives the SDK the cached HTTP clients. The clock measures how long an attempt may take.</summary>
    internal sealed class CachedHttpClientFactory(TimeProvider clock) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => Current.GetHttpClient(clock);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}

/// <summary>Connections with equal keys share a pipeline. FIPS and dual-stack are part of the endpoint.</summary>
internal sealed record PipelineKey(object Identity, Uri Endpoint, string SigningRegion, RetrySettings Retries);

/// <summary>The machine's proxy settings (HTTPS_PROXY, HTTP_PROXY, NO_PROXY or the system's), but never for loopback addresses.</summary>
internal sealed class LoopbackBypassProxy(IWebProxy machine) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => machine.Credentials;
        set => throw new NotSupportedException("The proxy's credentials come from the machine's settings.");
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : machine.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || machine.IsBypassed(host);
}
