namespace BedrockModels.Emulator;

/// <summary>Serves a request; null means that the connection must be dropped.</summary>
internal delegate Task<HttpResponse?> RequestHandler(HttpRequest request, CancellationToken stopping);

/// <summary>One client's connection: reads requests and writes their responses in the same order.</summary>
/// <remarks>
/// When <c>draining</c> is set, no further request is read; when <c>stopping</c> is set, responses are no longer written. The
/// clock is that of the Date header; the idle timeout uses real time.
/// </remarks>
internal sealed class HttpConnection(
    Stream stream, TimeProvider clock, RequestHandler serve, CancellationToken draining, CancellationToken stopping)
{
    private const int MaxCopiedLength = 16 * 1024;

    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(2);

    private static readonly byte[] Continue = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();

    private readonly HttpReader _reader = new(stream);

    /// <summary>Serves until either side is done; false if the connection must be dropped without a graceful close.</summary>
    public async Task<bool> RunAsync()
    {
        while (true)
        {
            HttpHead? head;
            byte[]? body;
            using var reading = CancellationTokenSource.CreateLinkedTokenSource(draining);
            reading.CancelAfter(IdleTimeout);
            try
            {
                head = await _reader.ReadHeadAsync(reading.Token).ConfigureAwait(false);
                if (_reader.IsHttp2)
                {
                    var connection = new Http2Connection(_reader, stream, clock, serve, IdleTimeout, draining, stopping);
                    return await connection.RunAsync().ConfigureAwait(false);
                }

                if (head is null)
                    return true;
                body = await ReadBodyAsync(head, reading.Token).ConfigureAwait(false);
            }
            catch (BadHttpRequestException exception)
            {
                var message = "The request is not HTTP that the emulator reads: " + exception.Message;
                var error = HttpResponse.FromError(ErrorCode.Validation, message, null, Guid.NewGuid().ToString());
                await WriteAsync(error, headOnly: false, keepAlive: false).ConfigureAwait(false);
                return true;
            }

            var request = new HttpRequest(head.Method, head.Target, head.Headers, body ?? [], body is null);
            var response = await serve(request, draining).ConfigureAwait(false);
            if (response is null)
                return false;
            var keepAlive = head.KeepAlive && !response.Cut && !draining.IsCancellationRequested;
            await WriteAsync(response, head.Method == "HEAD", keepAlive).ConfigureAwait(false);
            if (!keepAlive)
                return true;
        }
    }

    private async ValueTask<byte[]?> ReadBodyAsync(HttpHead head, CancellationToken cancellation)
    {
        if (head.ExpectsContinue && !_reader.HasMore && (head.IsChunked || head.ContentLength > 0))
            await stream.WriteAsync(Continue, cancellation).ConfigureAwait(false);
        return await _reader.ReadBodyAsync(head, cancellation).ConfigureAwait(false);
    }

    private async Task WriteAsync(HttpResponse response, bool headOnly, bool keepAlive)
    {
        var head = new StringBuilder(256);
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.Status} {GetReasonPhrase(response.Status)}\r\n");
        foreach (var (name, value) in response.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Date: {clock.GetUtcNow():R}\r\nContent-Length: {response.Body.Length}\r\n");
        head.Append(keepAlive ? "\r\n" : "Connection: close\r\n\r\n");

        var body = headOnly ? default : response.Body.AsMemory(0, response.Cut ? response.Body.Length / 2 : response.Body.Length);
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        writing.CancelAfter(IdleTimeout);

        // A small response is sent as one packet; a large one is not copied.
        var first = body.Length <= MaxCopiedLength ? body : default;
        var bytes = new byte[head.Length + first.Length];
        Encoding.Latin1.GetBytes(head.ToString(), bytes);
        first.CopyTo(bytes.AsMemory(head.Length));
        await stream.WriteAsync(bytes, writing.Token).ConfigureAwait(false);
        if (first.Length < body.Length)
            await stream.WriteAsync(body, writing.Token).ConfigureAwait(false);
    }

    private static string GetReasonPhrase(int status)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        return response.ReasonPhrase ?? "Status";
    }
}
