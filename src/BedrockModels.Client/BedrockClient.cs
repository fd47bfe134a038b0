using System.Diagnostics;
using System.Runtime.CompilerServices;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>
/// Sends the API's operations through the AWS SDK's own pipeline. An instance is a cheap view: clients of the same credentials,
/// Region and endpoint share one pipeline, and all of them share connections. Every failure is thrown as
/// <see cref="BedrockException"/>; a canceled call ends at once with <see cref="OperationCanceledException"/>.
/// </summary>
internal sealed class BedrockClient
{
    private readonly Func<ServicePipeline> _pipeline;
    private readonly ConnectionInfo _connection;
    private readonly Action<CallRecord> _onCall;

    private BedrockClient(Func<ServicePipeline> pipeline, ConnectionInfo connection, Action<CallRecord> onCall)
    {
        _pipeline = pipeline;
        _connection = connection;
        _onCall = onCall;
    }

    public string Region => _connection.Region;

    public string EndpointUrl => _connection.Endpoint.AbsoluteUri.TrimEnd('/');

    /// <summary>Settles Region, credentials and endpoint, in the orders that AWS tools keep.</summary>
    /// <param name="settings">What the caller said.</param>
    /// <param name="verbose">Told the source that won each; called from another thread.</param>
    /// <param name="onCall">Told of every call; called from another thread.</param>
    /// <param name="ct">Ends the look-up at once, even where a source of credentials hangs.</param>
    /// <param name="warn">Told, once for each endpoint, that requests go over plain http to another machine.</param>
    public static async Task<BedrockClient> ConnectAsync(ConnectionSettings settings, Action<string> verbose, Action<CallRecord> onCall, CancellationToken ct, Action<string>? warn = null)
    {
        var connection = await Task.Run(() => Connector.ConnectAsync(settings, verbose, warn, ct), ct).WaitAsync(ct).ConfigureAwait(false);
        return new BedrockClient(connection.Pipeline, connection.Info, onCall);
    }

    /// <summary>The names of the profiles in the shared files, in order.</summary>
    public static IReadOnlyList<string> ProfileNames(ConnectionSettings settings) => new ProfileFiles(settings).Names();

    /// <summary>Ends the shared pipelines and closes their connections, with the module.</summary>
    public static void DisposeAll() => ClientCache.DisposeCurrent();

    /// <summary>Sends a request. A request that creates something gets an idempotency token, so that a retry after a lost response creates nothing twice.</summary>
    public async Task<TResponse> SendAsync<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest request, CancellationToken ct)
        where TRequest : notnull
        where TResponse : class
    {
        if (request is IIdempotentRequest create)
            create.ClientRequestToken ??= Guid.NewGuid().ToString();
        var response = await CallAsync(SdkRequest.From(operation, request), ct).ConfigureAwait(false) as TResponse ?? throw MissingMember(operation, "a body");
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
                CheckAndSetRegion(operation, item ?? throw MissingMember(operation, "one of its items"));
            yield return items;
            if (string.IsNullOrEmpty(page.NextToken))
                yield break;
            if (page.NextToken == request.NextToken)
                throw new BedrockException(ErrorCode.InvalidResponse, $"{operation.Name} was answered with the page token that had been sent, so the list would never end.", null) { Operation = operation.Name };
            request.NextToken = page.NextToken;
        }
    }

    /// <summary>The tags of a resource.</summary>
    public async Task<IReadOnlyList<ResourceTag>> ListTagsAsync(string resourceArn, CancellationToken ct)
    {
        var response = await SendAsync(Operations.ListTagsForResource, new() { ResourceARN = resourceArn }, ct).ConfigureAwait(false);
        return response.Tags is not { } tags ? [] : tags.All(tag => tag is not null) ? tags : throw MissingMember(Operations.ListTagsForResource, "one of its items");
    }

    private async Task<object?> CallAsync(SdkRequest request, CancellationToken ct)
    {
        // As a path segment these vanish, and the call would become another one.
        if (request.Label is "" or "." or "..")
            throw new BedrockException(ErrorCode.Validation, $"'{request.Label}' names no resource; give a name or an ARN.", null) { Operation = request.Operation.Name };
        var started = Stopwatch.GetTimestamp();
        var (status, requestId) = (0, "");
        try
        {
            // The SDK compiles its way through the first call, which may not hold the caller; later ones need no other thread to start.
            var pipeline = _pipeline();
            var sending = pipeline.HasResponded ? pipeline.SendAsync(request, ct) : Task.Run(() => pipeline.SendAsync(request, ct), ct);
            var response = await sending.WaitAsync(ct).ConfigureAwait(false);
            (status, requestId) = ((int)response.HttpStatusCode, response.RequestId);
            return response.Value;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested && ExceptionMapper.Map(exception, request, _connection) is { } failure)
        {
            (status, requestId) = (failure.StatusCode, failure.RequestId);
            if (IsCompletedDelete(request, failure))
                return new EmptyResponse();
            throw failure;
        }
        catch (Exception exception) when (ct.IsCancellationRequested && exception is not OperationCanceledException)
        {
            // Whatever broke because the call was cancelled is a cancellation.
            throw new OperationCanceledException(ct);
        }
        finally
        {
            _onCall(new CallRecord(request.Operation.Name, status, requestId, Stopwatch.GetElapsedTime(started)));
        }
    }

    /// <summary>A delete whose first answer was lost, and that finds nothing to delete when sent again, has done its work.</summary>
    private static bool IsCompletedDelete(SdkRequest request, BedrockException failure) =>
        request is { MayHaveReachedService: true, Operation.Method: "DELETE" } && failure.ErrorCode == ErrorCode.ResourceNotFound;

    /// <summary>Refuses a response without what it must have, and notes the Region on a resource.</summary>
    private void CheckAndSetRegion(Operation operation, object response)
    {
        if (response is IResponse { MissingMember: { } member })
            throw MissingMember(operation, member);
        if (response is IResource resource)
            resource.Region = Region;
    }

    private static BedrockException MissingMember(Operation operation, string member) =>
        new(ErrorCode.InvalidResponse, $"{operation.Name} was answered without {member}; check that the endpoint serves Amazon Bedrock.", null) { Operation = operation.Name };
}

/// <summary>One call as it went, retries included: a status of 0 says that no answer came.</summary>
internal sealed record CallRecord(string Operation, int StatusCode, string RequestId, TimeSpan Elapsed);
