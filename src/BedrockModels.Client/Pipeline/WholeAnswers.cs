using System.Net.Sockets;

namespace BedrockModels.Client;

/// <summary>
/// Reads an answer to its end before the SDK sees it. The SDK would read the body without a time limit and without heed of a
/// cancellation; here it is part of the attempt, so that a body that stalls or breaks off is retried like a lost answer.
/// </summary>
internal sealed class WholeAnswers(HttpMessageHandler inner, TimeProvider clock) : DelegatingHandler(inner)
{
    /// <summary>No answer of this API comes near it: a page holds at most 1000 summaries.</summary>
    public const int Longest = 16 * 1024 * 1024;

    private const int FirstSize = 16 * 1024;

    /// <summary>How long an attempt may take, to the last byte of its answer.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(Patience, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            return await SendWholeAsync(request, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // As HttpClient tells its own time limit: so the SDK tries again.
            throw new TaskCanceledException($"No whole answer came within {Patience.TotalSeconds} seconds.", new TimeoutException(late.Message, late));
        }
    }

    private async Task<HttpResponseMessage> SendWholeAsync(HttpRequestMessage request, CancellationToken ct)
    {
        // .NET sends a request without a body again by itself, up to three times, when the connection breaks; nobody would know
        // that a delete had been sent before. With a body, be it empty, it is sent once: the retries are the SDK's, and counted.
        if (request.Method == HttpMethod.Delete)
            request.Content ??= new ByteArrayContent([]);
        var response = await SendOnceAsync(request, ct).ConfigureAwait(false);
        using var streamed = response.Content;
        var (whole, length) = await ReadAsync(response, ct).ConfigureAwait(false);
        response.Content = new ByteArrayContent(whole, 0, length);
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
        catch (SocketException lost)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, lost.Message, lost);
        }
    }

    /// <summary>Reads a body, until it is longer than any that is taken.</summary>
    private static async Task<(byte[] Whole, int Length)> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        using var body = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        var length = response.Content.Headers.ContentLength;
        var whole = new byte[length is >= 0 and < Longest ? (int)length + 1 : FirstSize];
        var filled = 0;
        try
        {
            int read;
            while (filled <= Longest && (read = await body.ReadAsync(whole.AsMemory(filled), ct).ConfigureAwait(false)) > 0)
            {
                filled += read;
                if (filled == whole.Length)
                    Array.Resize(ref whole, whole.Length * 2);
            }
        }
        catch (IOException) when (!response.IsSuccessStatusCode)
        {
            // The status and the headers of an error say what is wrong, even where its body breaks off.
        }

        return (whole, filled);
    }
}
