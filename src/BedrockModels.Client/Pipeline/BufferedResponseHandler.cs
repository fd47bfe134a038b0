using System.Net.Sockets;

namespace BedrockModels.Client;

/// <summary>
/// Reads an answer to its end before the SDK sees it. The SDK would read the body without a time limit and without heed of a
/// cancellation; here it is part of the attempt, so that a body that stalls or breaks off is retried like a lost answer.
/// </summary>
internal sealed class BufferedResponseHandler(HttpMessageHandler inner, TimeProvider clock) : DelegatingHandler(inner)
{
    /// <summary>No answer of this API comes near it: a page holds at most 1000 summaries.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const int InitialBytes = 16 * 1024;

    /// <summary>How long an attempt may take, to the last byte of its answer.</summary>
    public static TimeSpan AttemptTimeout { get; } = TimeSpan.FromSeconds(60);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(AttemptTimeout, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            return await SendBufferedAsync(request, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // As HttpClient tells its own time limit: so the SDK tries again.
            throw new TaskCanceledException($"No bytes answer came within {AttemptTimeout.TotalSeconds} seconds.", new TimeoutException(exception.Message, exception));
        }
    }

    private async Task<HttpResponseMessage> SendBufferedAsync(HttpRequestMessage request, CancellationToken ct)
    {
        // .NET sends a request without a body again by itself, up to three times, when the connection breaks; nobody would know
        // that a delete had been sent before. With a body, be it empty, it is sent once: the retries are the SDK's, and counted.
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

    /// <summary>A connection that is reset while it is made surfaces now and then as a bare socket error, which the SDK would not retry.</summary>
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

    /// <summary>Reads a body, until it is longer than any that is taken.</summary>
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
            // The status and the headers of an error say what is wrong, even where its body breaks off.
        }

        return (bytes, filled);
    }
}
