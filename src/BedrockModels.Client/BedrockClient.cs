using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace BedrockModels.Client;

/// <summary>
/// Sends the operations of the API through the pipeline of the AWS SDK. An instance is cheap: clients with the same credentials,
/// Region and endpoint share a pipeline, and all of them share connections. Every failure is a <see cref="BedrockException"/>;
/// a canceled call ends at once with an <see cref="OperationCanceledException"/>.
/// </summary>
internal sealed class BedrockClient
{
    private readonly Func<ServicePipeline> _pipeline;
    private readonly ConnectionInfo _connection;
    private readonly Action<CallRecord> _onCall;

    private BedrockClient(Connection connection, Action<CallRecord> onCall)
    {
        (_pipeline, _connection, _onCall) = (connection.Pipeline, connection.Info, onCall);
        Neighbors = new NeighborClient(new NeighborTransport(connection.Neighbors, Region, onCall));
    }

    /// <summary>Calls other services in the same Region, with the same credentials.</summary>
    public NeighborClient Neighbors { get; }

    public string Region => _connection.Region;

    public string EndpointUrl => _connection.Endpoint.AbsoluteUri.TrimEnd('/');

    /// <summary>The clock of its waits.</summary>
    public TimeProvider Clock => _connection.Clock;

    /// <summary>The Region for messages, with the endpoint if it is not one of AWS.</summary>
    public string Place => _connection.OtherEndpoint is { } endpoint ? $"{Region} at {endpoint}" : Region;

    /// <summary>Resolves the Region, credentials and endpoint in the order that AWS tools use.</summary>
    /// <param name="settings">The settings of the caller.</param>
    /// <param name="verbose">Receives the source of each; called on another thread.</param>
    /// <param name="onCall">Receives a record of every call; called on another thread.</param>
    /// <param name="ct">Ends the connection attempt at once, even if a source of credentials hangs.</param>
    /// <param name="warn">Receives each warning once, for example that an endpoint uses plain http.</param>
    public static async Task<BedrockClient> ConnectAsync(
        ConnectionSettings settings, Action<string> verbose, Action<CallRecord> onCall, CancellationToken ct, Action<string>? warn = null)
    {
        var connection = await Connector.ConnectAsync(settings, verbose, warn, ct).ConfigureAwait(false);
        return new BedrockClient(connection, onCall);
    }

    /// <summary>The names of the profiles in the shared files, in order.</summary>
    public static IReadOnlyList<string> ProfileNames(ConnectionSettings settings) => new ProfileFiles(settings).Names();

    /// <summary>Ends the shared pipelines and closes their connections when the module is removed.</summary>
    public static void DisposeAll() => ClientCache.DisposeCurrent();

    /// <summary>Sends a request. A create request gets an idempotency token, so that a retry never creates a second resource.</summary>
    public async Task<TResponse> SendAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest request, CancellationToken ct)
        where TRequest : notnull
        where TResponse : class
    {
        if (request is IdempotentRequest create)
            create.ClientRequestToken ??= Guid.NewGuid().ToString();
        var value = await CallAsync(SdkRequest.From(operation, request), ct).ConfigureAwait(false);
        var response = value as TResponse ?? throw InvalidResponse(operation, "has no body");
        CheckAndSetRegion(operation, response);
        return response;
    }

    /// <summary>Sends a list request for each page and returns the items page by page.</summary>
    public async IAsyncEnumerable<IReadOnlyList<TItem>> ListAsync<TRequest, TPage, TItem>(
        ListOperation<TRequest, TPage, TItem> operation, TRequest request, [EnumeratorCancellation] CancellationToken ct)
        where TRequest : ListRequest
        where TPage : class, IPage<TItem>
        where TItem : class
    {
        while (true)
        {
            var page = await SendAsync(operation, request, ct).ConfigureAwait(false);
            var items = page.Items ?? [];
            foreach (var item in items)
                CheckAndSetRegion(operation, item);
            yield return items;
            if (string.IsNullOrEmpty(page.NextToken))
                yield break;
            if (page.NextToken == request.NextToken)
                throw InvalidResponse(operation, "has the page token of the request, so the list would never end");
            request.NextToken = page.NextToken;
        }
    }

    /// <summary>The tags of a resource.</summary>
    public async Task<ResourceTagList> ListTagsAsync(string resourceArn, CancellationToken ct)
    {
        var operation = Operations.ListTagsForResource;
        var response = await SendAsync(operation, new() { ResourceARN = resourceArn }, ct).ConfigureAwait(false);
        foreach (var tag in response.Tags ?? [])
            CheckAndSetRegion(operation, tag);
        return new ResourceTagList(response.Tags ?? [], resourceArn);
    }

    /// <summary>Sends a request in the form of the pipeline and returns what its reader read.</summary>
    public async Task<object?> CallAsync(SdkRequest request, CancellationToken ct)
    {
        // These segments vanish from the path, which turns the call into another one.
        if (request.Label is "" or "." or "..")
        {
            throw CreateException(
                ErrorCode.Validation, $"'{request.Label}' is not a valid identifier. Specify a name or an ARN.", request.Operation);
        }

        var started = Stopwatch.GetTimestamp();
        var (status, requestId) = (0, "");
        try
        {
            // The first call JIT-compiles the SDK (about 150 ms), so it runs on the pool. Later calls start on the caller's thread.
            var pipeline = _pipeline();
            var sending = pipeline.HasResponded ? pipeline.SendAsync(request, ct) : Task.Run(() => pipeline.SendAsync(request, ct), ct);
            var response = await sending.WaitAsync(ct).ConfigureAwait(false);
            (status, requestId) = ((int)response.HttpStatusCode, response.RequestId);
            return response.Value;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested
            && ExceptionMapper.Map(exception, request, _connection) is { } failure)
        {
            (status, requestId) = (failure.StatusCode, failure.RequestId);
            failure.OtherEndpoint = _connection.OtherEndpoint;
            failure.RefusesRepeat = request.MayHaveReachedService
                && failure.ErrorCode is ErrorCode.Validation or ErrorCode.Conflict or ErrorCode.ResourceNotFound;
            throw failure;
        }
        catch (Exception exception) when (ct.IsCancellationRequested && exception is not OperationCanceledException)
        {
            // A failure that the cancellation causes is reported as the cancellation.
            throw new OperationCanceledException(ct);
        }
        finally
        {
            _onCall(new CallRecord(request.Operation.Name, status, requestId, Stopwatch.GetElapsedTime(started)));
        }
    }

    /// <summary>Rejects a response or an item without its required members, and sets the Region of a resource.</summary>
    private void CheckAndSetRegion(Operation operation, object? value)
    {
        if (value is null)
            throw InvalidResponse(operation, "has a null item");
        if (value is IResponse { MissingMember: { } member })
            throw InvalidResponse(operation, $"has no {member}");
        if (value is IResource resource)
            resource.Region = Region;
    }

    private static BedrockException InvalidResponse(Operation operation, string reason) => CreateException(
        ErrorCode.InvalidResponse, $"The response to {operation.Name} {reason}. Check that the endpoint serves Amazon Bedrock.", operation);

    private static BedrockException CreateException(string code, string message, Operation operation) =>
        new(code, message, null) { Operation = operation.Name };
}

/// <summary>The record of a call with all its retries. The status is 0 if no response arrived.</summary>
internal sealed record CallRecord(string Operation, int StatusCode, string RequestId, TimeSpan Elapsed);
