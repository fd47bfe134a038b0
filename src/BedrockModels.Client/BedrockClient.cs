using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>
/// The API's operations over the AWS SDK's own pipeline, one method each. An instance is a cheap view: clients of the same
/// credentials, Region and endpoint share one pipeline, and all of them share connections. Every failure leaves as
/// <see cref="BedrockException"/>; a cancelled call ends at once as <see cref="OperationCanceledException"/>.
/// </summary>
internal sealed partial class BedrockClient
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
    public static void DisposeAll()
    {
        PipelineCache.Clear();
        FoundCredential.Forget();
        SharedHttp.Close();
        LinkLocal.Close();
    }

    private async Task<T> CallAsync<T>(WireRequest request, CancellationToken ct)
        where T : class =>
        await CallAsync(request, ct).ConfigureAwait(false) as T ?? throw Missing(request.Operation, "a body");

    private async Task<object?> CallAsync(WireRequest request, CancellationToken ct)
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
            var sending = pipeline.HasAnswered ? pipeline.SendAsync(request, ct) : Task.Run(() => pipeline.SendAsync(request, ct), ct);
            var response = await sending.WaitAsync(ct).ConfigureAwait(false);
            (status, requestId) = ((int)response.HttpStatusCode, response.RequestId);
            return response.Value;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested && Failures.Of(exception, request, _connection) is { } failure)
        {
            (status, requestId) = (failure.StatusCode, failure.RequestId);
            if (IsServedDelete(request, failure))
                return null;
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
    private static bool IsServedDelete(WireRequest request, BedrockException failure) =>
        request is { MayHaveBeenServed: true, Operation.Method: "DELETE" } && failure.ErrorCode == ErrorCode.ResourceNotFound;

    private async IAsyncEnumerable<TPage> PagesAsync<TPage>(
        Operation operation, Func<string?, IReadOnlyList<KeyValuePair<string, string>>> query, JsonTypeInfo<TPage> type, Func<TPage, string?> nextToken,
        string? token, [EnumeratorCancellation] CancellationToken ct)
        where TPage : class
    {
        while (true)
        {
            var page = await CallAsync<TPage>(new WireRequest(operation) { Query = query(token), Read = Reader(type) }, ct).ConfigureAwait(false);
            yield return page;
            var next = nextToken(page);
            if (string.IsNullOrEmpty(next))
                yield break;
            if (next == token)
                throw new BedrockException(ErrorCode.InvalidResponse, $"{operation.Name} was answered with the page token that had been sent, so the list would never end.", null) { Operation = operation.Name };
            token = next;
        }
    }

    private static byte[] Body<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    private static Func<Stream, object?> Reader<T>(JsonTypeInfo<T> type) => body => JsonSerializer.Deserialize(body, type);

    private static IReadOnlyList<T> Items<T>(IReadOnlyList<T>? items, Operation operation)
        where T : class =>
        items is null ? [] : items.All(i => i is not null) ? items : throw Missing(operation, "one of its items");

    private static string Required(string? value, Operation operation, string member) =>
        value is { Length: > 0 } ? value : throw Missing(operation, member);

    private static BedrockException Missing(Operation operation, string member) =>
        new(ErrorCode.InvalidResponse, $"{operation.Name} was answered without {member}; check that the endpoint serves Amazon Bedrock.", null) { Operation = operation.Name };
}
