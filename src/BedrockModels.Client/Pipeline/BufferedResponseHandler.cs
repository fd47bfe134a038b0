using System.Net.Sockets;

namespace BedrockModels.Client;

/// <summary>
/// Reads a response to its end before the SDK sees it. The SDK would read the body without a timeout and ignore a cancellation. Here
/// the body is part of the attempt, so a body that stalls or ends early is retried like a lost response.
/// </summary>
internal sealed class BufferedResponseHandler(HttpMessageHandler inner, TimeProvider clock, TimeSpan? attemptTimeout = null)
    : DelegatingHandler(inner)
{
    /// <summary>Far more than any response of this API: a page has at most 1000 summaries.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const int InitialBytes = 16 * 1024;

    /// <summary>The timeout of an attempt, including the last byte of the response.</summary>
    public static TimeSpan AttemptTimeout { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The timeout of an attempt that asks a model: the longest time that AWS documents for an answer.</summary>
    public static TimeSpan AnswerTimeout { get; } = TimeSpan.FromMinutes(60);

    private TimeSpan Limit => attemptTimeout ?? AttemptTimeout;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(Limit, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            return await SendBufferedAsync(request, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // HttpClient reports its own timeout in this form, and the SDK retries it.
            throw new TaskCanceledException(
                $"No complete response was received within {Limit.TotalSeconds} seconds.",
                new TimeoutException(exception.Message, exception));
        }
    }

    private async Task<HttpResponseMessage> SendBufferedAsync(HttpRequestMessage request, CancellationToken ct)
    {
        // If the connection breaks, .NET itself resends a request without a body up to three times, and a delete could have been
        // sent before without a trace. A request with a body, even an empty one, is sent once, so only the SDK retries and counts.
        if (request.Method == HttpMethod.Delete)
            request.Content ??= new ByteArrayContent([]);
        var response = await SendOnceAsync(request, ct).ConfigureAwait(false);
        using var streamed = response.Content;
        var (bytes, length) = await ReadAsync(response, ct).ConfigureAwait(false);
        response.Content = new ByteArrayContent(bytes, 0, length);
        foreach (var (name, values) in streamed.Headers)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                response.Content.Headers.TryAddWithoutValidation(name, values);
        }

        return response;
    }

    /// <summary>A reset during connect sometimes surfaces as a bare SocketException, which the SDK would not retry.</summary>
    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            return await base.SendAsync(request, ct).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, exception.Message, exception);
        }
    }

    /// <summary>Reads a body to its end, or until it exceeds the maximum.</summary>
    private static async Task<(byte[] Bytes, int Length)> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        using var body = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        var length = response.Content.Headers.ContentLength;
        var bytes = new byte[length is >= 0 and < MaxBytes ? (int)length + 1 : InitialBytes];
        var filled = 0;
        try
        {
            int read;
            while (filled <= MaxBytes && (read = await body.ReadAsync(bytes.AsMemory(filled), ct).ConfigureAwait(false)) > 0)
            {
                filled += read;
                if (filled == bytes.Length)
                    Array.Resize(ref bytes, bytes.Length * 2);
            }
        }
        catch (IOException) when (!response.IsSuccessStatusCode)
        {
            // The status and headers of an error say enough, even if its body ends early.
        }

        return (bytes, filled);
    }
}
