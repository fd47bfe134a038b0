using System.Buffers;
using System.Buffers.Binary;

namespace BedrockModels.Emulator;

/// <summary>One client's HTTP/2 connection (RFC 9113), which clients of the runtime begin without TLS and without asking.</summary>
/// <remarks>.NET has no HTTP/2 server outside ASP.NET. Requests of one connection are served one after the other.</remarks>
internal sealed class Http2Connection(
    HttpReader reader, Stream stream, TimeProvider clock, RequestHandler serve, TimeSpan idleTimeout, CancellationToken draining,
    CancellationToken stopping)
{
    private const int FrameHeadLength = 9;
    private const int MaxFrameLength = 16 * 1024;
    private const int MaxHeadLength = 64 * 1024;
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;

    private readonly HeaderDecoder _decoder = new();
    private readonly SortedDictionary<int, Request> _requests = [];
    private readonly Queue<Request> _complete = [];
    private long _window = ushort.MaxValue;
    private int _initialWindow = ushort.MaxValue;

    private enum Frame : byte
    {
        Data, Headers, Priority, Reset, Settings, PushPromise, Ping, GoAway, WindowUpdate, Continuation,
    }

    /// <summary>Serves until the client closes; false if the connection must be dropped without a graceful close.</summary>
    public async Task<bool> RunAsync()
    {
        try
        {
            return await ServeAsync().ConfigureAwait(false);
        }
        catch (BadHttpRequestException)
        {
            // The bytes are not HTTP/2. The last stream id of this PROTOCOL_ERROR says that each request may have had an effect.
            await SendAsync(Frame.GoAway, 0, 0, [0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1]).ConfigureAwait(false);
            return true;
        }
    }

    private async Task<bool> ServeAsync()
    {
        // The second half of the preface of a client; then this side says that it does not limit uploads (SETTINGS_INITIAL_WINDOW_SIZE).
        await reader.ReadAsync("SM\r\n\r\n".Length, draining).ConfigureAwait(false);
        await SendAsync(Frame.Settings, 0, 0, [0, 4, 0x7F, 0xFF, 0xFF, 0xFF]).ConfigureAwait(false);
        while (true)
        {
            while (_complete.Count == 0)
            {
                if (!await ReceiveAsync().ConfigureAwait(false))
                    return true;
            }

            var request = _complete.Dequeue();
            if (!_requests.ContainsKey(request.Id))
                continue;
            var response = await serve(request.ToHttp(), draining).ConfigureAwait(false);
            if (response is null || response.Cut)
                return false;
            await RespondAsync(request, response).ConfigureAwait(false);
            _requests.Remove(request.Id);
        }
    }

    /// <summary>Receives one frame; false if the client has closed. A client that says that it will still wants its responses.</summary>
    private async Task<bool> ReceiveAsync()
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(draining);
        reading.CancelAfter(idleTimeout);
        if (await reader.ReadAsync(FrameHeadLength, reading.Token).ConfigureAwait(false) is not { } head)
            return false;
        var length = (head[0] << 16) | (head[1] << 8) | head[2];
        var (frame, flags, id) = ((Frame)head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)) & int.MaxValue);
        if (length > MaxFrameLength)
            throw new BadHttpRequestException("a frame of it is too long.");
        if (await reader.ReadAsync(length, reading.Token).ConfigureAwait(false) is not { } content)
            return false;
        switch (frame)
        {
            case Frame.Settings when flags == 0:
                ApplySettings(content);
                await SendAsync(Frame.Settings, 1, 0, []).ConfigureAwait(false);
                break;
            case Frame.Ping when flags == 0:
                await SendAsync(Frame.Ping, 1, 0, content).ConfigureAwait(false);
                break;
            case Frame.WindowUpdate when length == 4:
                Grow(id, BinaryPrimitives.ReadInt32BigEndian(content) & int.MaxValue);
                break;
            case Frame.Reset:
                _requests.Remove(id);
                break;
            case Frame.Headers or Frame.Continuation:
                ReceiveHeaders(frame, flags, id, content);
                break;
            case Frame.Data:
                ReceiveData(flags, id, content);
                if (length > 0)
                    await SendAsync(Frame.WindowUpdate, 0, 0, [0, head[0], head[1], head[2]]).ConfigureAwait(false);
                break;
        }

        return true;
    }

    private void ReceiveHeaders(Frame frame, byte flags, int id, byte[] content)
    {
        if (!_requests.TryGetValue(id, out var request))
            _requests.Add(id, request = new Request(id, _initialWindow));
        var skipped = (flags & 0x20) != 0 ? 5 : 0;
        request.Block.Write(frame == Frame.Headers ? Unpad(flags, content, skipped) : content);
        request.HasEnded |= frame == Frame.Headers && (flags & EndStream) != 0;
        if (request.Block.WrittenCount > MaxHeadLength)
            throw new BadHttpRequestException($"its head is longer than {MaxHeadLength} bytes.");
        if ((flags & EndHeaders) == 0)
            return;

        // A second block has trailers, which no client of AWS sends.
        var headers = _decoder.Decode(request.Block.WrittenSpan);
        request.Block.Clear();
        request.Headers ??= headers;
        if (request.HasEnded)
            _complete.Enqueue(request);
    }

    private void ReceiveData(byte flags, int id, byte[] content)
    {
        if (!_requests.TryGetValue(id, out var request) || request.Headers is null)
            return;
        request.Add(Unpad(flags, content));
        if ((flags & EndStream) != 0)
            _complete.Enqueue(request);
    }

    /// <summary>The content of a frame between its length of the padding, a number of skipped bytes, and the padding.</summary>
    private static byte[] Unpad(byte flags, byte[] content, int skipped = 0)
    {
        var isPadded = (flags & 8) != 0;
        var start = skipped + (isPadded ? 1 : 0);
        var end = content.Length - (isPadded && content.Length > 0 ? content[0] : 0);
        return start <= end ? content[start..end] : throw new BadHttpRequestException("a frame of it is too short for its flags.");
    }

    private void ApplySettings(byte[] settings)
    {
        for (var at = 0; at + 6 <= settings.Length; at += 6)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(settings.AsSpan(at)) != 4)
                continue;
            var window = BinaryPrimitives.ReadInt32BigEndian(settings.AsSpan(at + 2));
            foreach (var request in _requests.Values)
                request.Window += window - _initialWindow;
            _initialWindow = window;
        }
    }

    private void Grow(int id, int by)
    {
        if (id == 0)
            _window += by;
        else if (_requests.TryGetValue(id, out var request))
            request.Window += by;
    }

    private async Task RespondAsync(Request request, HttpResponse response)
    {
        var body = request.Method == "HEAD" ? [] : response.Body;
        using var block = new MemoryStream();
        WriteHeader(block, ":status", response.Status.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in response.Headers)
            WriteHeader(block, name.ToLowerInvariant(), value);
        WriteHeader(block, "date", clock.GetUtcNow().ToString("R"));
        WriteHeader(block, "content-length", response.Body.Length.ToString(CultureInfo.InvariantCulture));
        var flags = (byte)(EndHeaders | (body.Length == 0 ? EndStream : 0));
        await SendAsync(Frame.Headers, flags, request.Id, block.ToArray()).ConfigureAwait(false);
        for (var sent = 0; sent < body.Length && _requests.ContainsKey(request.Id);)
        {
            var length = (int)Math.Min(Math.Min(_window, request.Window), Math.Min(MaxFrameLength, body.Length - sent));
            if (length <= 0)
            {
                if (!await ReceiveAsync().ConfigureAwait(false))
                    return;
                continue;
            }

            (_window, request.Window, sent) = (_window - length, request.Window - length, sent + length);
            var end = sent == body.Length ? EndStream : (byte)0;
            await SendAsync(Frame.Data, end, request.Id, body[(sent - length)..sent]).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a header that is neither indexed nor compressed.</summary>
    private static void WriteHeader(MemoryStream block, string name, string value)
    {
        block.WriteByte(0);
        foreach (var text in (string[])[name, value])
        {
            var bytes = Encoding.Latin1.GetBytes(text);
            var rest = bytes.Length - 127;
            block.WriteByte((byte)Math.Min(bytes.Length, 127));
            for (; rest >= 128; rest /= 128)
                block.WriteByte((byte)(rest % 128 + 128));
            if (bytes.Length >= 127)
                block.WriteByte((byte)rest);
            block.Write(bytes);
        }
    }

    private async Task SendAsync(Frame frame, byte flags, int id, byte[] content)
    {
        var bytes = new byte[FrameHeadLength + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, content.Length << 8);
        (bytes[3], bytes[4]) = ((byte)frame, flags);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(5), id);
        content.CopyTo(bytes, FrameHeadLength);
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        writing.CancelAfter(idleTimeout);
        await stream.WriteAsync(bytes, writing.Token).ConfigureAwait(false);
    }

    /// <summary>A request that arrives in frames.</summary>
    private sealed class Request(int id, int window)
    {
        private const string Authority = ":authority";

        private readonly ArrayBufferWriter<byte> _body = new();
        private bool _isTooLong;

        public int Id => id;

        /// <summary>How many bytes the client wants to receive now.</summary>
        public long Window { get; set; } = window;

        public ArrayBufferWriter<byte> Block { get; } = new();

        public List<KeyValuePair<string, string>>? Headers { get; set; }

        public bool HasEnded { get; set; }

        public string Method => Value(":method");

        public void Add(byte[] bytes)
        {
            _isTooLong |= _body.WrittenCount + bytes.Length > HttpReader.LimitOf(Value(":path"));
            if (!_isTooLong)
                _body.Write(bytes);
        }

        public HttpRequest ToHttp()
        {
            // Some clients sign :authority, others the host that it stands for.
            var headers = Headers!.Where(header => header.Key == Authority || !header.Key.StartsWith(':')).ToList();
            if (!headers.Exists(header => header.Key == "host"))
                headers.Add(new("host", Value(Authority)));
            return new(Method, Value(":path"), headers, _isTooLong ? [] : _body.WrittenSpan.ToArray(), _isTooLong);
        }

        private string Value(string name) => Headers!.Find(header => header.Key == name).Value ?? "";
    }
}
