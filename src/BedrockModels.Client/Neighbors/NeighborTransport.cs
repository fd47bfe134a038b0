using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BedrockModels.Client;

/// <summary>Sends requests to other services than Amazon Bedrock, in the wire form of each.</summary>
internal sealed class NeighborTransport(NeighborConnections connections, string region, Action<CallRecord> onCall)
{
    /// <summary>Sends a request about a bucket to its Region: if S3 names another Region, once more to that one.</summary>
    public async Task<T> SendToBucketAsync<T>(
        NeighborOperation operation,
        string bucket,
        string key,
        IReadOnlyList<KeyValuePair<string, string>> query,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        Func<ReadOnlyMemory<byte>, ResponseContext, T> read,
        CancellationToken ct)
        where T : class
    {
        try
        {
            return await SendAsync(region).ConfigureAwait(false);
        }
        catch (BucketElsewhereException exception)
        {
            return await SendAsync(exception.Region).ConfigureAwait(false);
        }

        async Task<T> SendAsync(string bucketRegion)
        {
            var hasHost = connections.HasBucketHosts(bucket, bucketRegion);
            var path = hasHost ? key : key.Length == 0 ? bucket : $"{bucket}/{key}";
            var (_, info) = await connections.GetAsync(NeighborService.S3, bucketRegion, ct).ConfigureAwait(false);
            var request = new SdkRequest(path.Length == 0 ? operation : operation with { Path = "/{Key+}" })
            {
                Label = path.Length == 0 ? null : path,
                Query = query,
                Headers = headers,
                Read = read,
                Endpoint = hasHost ? new UriBuilder(info.Endpoint) { Host = $"{bucket}.{info.Endpoint.Host}" }.Uri : null,
            };
            return (T)(await CallAsync(request, NeighborService.S3, bucketRegion, ct).ConfigureAwait(false))!;
        }
    }

    public Task<T> SendAsync<T>(
        NeighborOperation operation, Func<JsonElement, T> read, CancellationToken ct, params (string Name, string Value)[] members) =>
        SendJsonAsync(
            operation, new JsonObject(members.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)member.Value))), read, ct);

    public async Task<T> SendJsonAsync<T>(NeighborOperation operation, JsonObject body, Func<JsonElement, T> read, CancellationToken ct)
    {
        var request = new SdkRequest(operation)
        {
            Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
            ContentType = "application/x-amz-json-1.1",
            Headers = [new("X-Amz-Target", $"{operation.Service.Version}.{operation.Name}")],
            Read = (response, _) =>
            {
                using var document = JsonDocument.Parse(response);
                return read(document.RootElement);
            },
        };
        return (T)(await CallAsync(request, operation.Service, region, ct).ConfigureAwait(false))!;
    }

    /// <returns>The result element of the response.</returns>
    public async Task<XElement?> QueryAsync(
        NeighborService service, string action, IEnumerable<(string Name, string Value)> members, CancellationToken ct)
    {
        var form = ((string Name, string Value)[])[("Action", action), ("Version", service.Version), .. members];
        var request = new SdkRequest(new NeighborOperation(service, action))
        {
            Body = Encoding.ASCII.GetBytes(string.Join('&', form.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"))),
            ContentType = "application/x-www-form-urlencoded; charset=utf-8",
            Read = (body, _) => NeighborXml.Read(body),
        };
        var response = (XElement?)await CallAsync(request, service, region, ct).ConfigureAwait(false);
        return NeighborXml.Child(response, action + "Result");
    }

    private async Task<object?> CallAsync(SdkRequest request, NeighborService service, string callRegion, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var (status, requestId) = (0, "");
        ConnectionInfo? info = null;
        try
        {
            (var pipeline, info) = await connections.GetAsync(service, callRegion, ct).ConfigureAwait(false);

            // The code of the first call is compiled on the pool, and the credentials of a program or a login can hang.
            var response = await Task.Run(() => pipeline.SendAsync(request, ct), ct).WaitAsync(ct).ConfigureAwait(false);
            (status, requestId) = ((int)response.HttpStatusCode, response.RequestId);
            return response.Value;
        }
        catch (ErrorResponseException exception) when (exception.BucketRegion.Length > 0 && exception.BucketRegion != callRegion
            && callRegion == region && Regions.IsValidName(exception.BucketRegion) && (int)exception.StatusCode is 301 or 307 or 400)
        {
            (status, requestId) = ((int)exception.StatusCode, exception.RequestId ?? "");
            throw new BucketElsewhereException(exception.BucketRegion);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested && info is not null
            && ExceptionMapper.Map(exception, request, info) is { } failure)
        {
            (status, requestId) = (failure.StatusCode, failure.RequestId);
            throw failure;
        }
        catch (Exception exception) when (ct.IsCancellationRequested && exception is not OperationCanceledException)
        {
            throw new OperationCanceledException(ct);
        }
        finally
        {
            onCall(new CallRecord(request.Operation.Name, status, requestId, Stopwatch.GetElapsedTime(started)));
        }
    }

    /// <summary>S3 named another Region for a bucket.</summary>
    private sealed class BucketElsewhereException(string region) : Exception
    {
        public string Region { get; } = region;
    }
}
