namespace BedrockModels.Emulator;

/// <summary>Reads heads and bodies from a stream, and keeps bytes that arrive early for the next request.</summary>
internal sealed class HttpReader(Stream stream)
{
    public const int MaxBodyLength = 1024 * 1024;

    // InvokeModel has the largest requests: 25,000,000 bytes.
    private const int MaxPromptLength = 25_000_000;

    private const int MaxHeadLength = 64 * 1024;
    private const int MaxLineLength = 8 * 1024;

    // A body that is too long is read up to this limit, so that its sender gets to read the response.
    private const long MaxDiscardedLength = 64L * MaxBodyLength;

    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    private static readonly byte[] Http2Preface = "PRI * HTTP/2.0"u8.ToArray();

    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>Whether part of a request is already buffered.</summary>
    public bool HasMore => _start < _end;

    /// <summary>Whether the client speaks HTTP/2: the first half of its preface was read in place of a head.</summary>
    public bool IsHttp2 { get; private set; }

    /// <summary>How many bytes the body of a request to a target can have.</summary>
    public static int LimitOf(string target) =>
        target.StartsWith(RuntimeOperation.Prefix, StringComparison.Ordinal) ? MaxPromptLength : MaxBodyLength;

    /// <summary>Reads a number of bytes; null if the client closes before.</summary>
    public async ValueTask<byte[]?> ReadAsync(int count, CancellationToken cancellation)
    {
        while (_end - _start < count)
        {
            if (!await FillAsync(cancellation).ConfigureAwait(false))
                return null;
        }

        _start += count;
        return _buffer[(_start - count).._start];
    }

    /// <summary>The next head; null if the client has closed the connection without sending one.</summary>
    public async ValueTask<HttpHead?> ReadHeadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var tooLong = $"its head is longer than {MaxHeadLength} bytes.";
            var end = await FindAsync(HeadEnd, MaxHeadLength, tooLong, cancellation).ConfigureAwait(false);
            var bytes = _buffer.AsMemory(_start, end < 0 ? _end - _start : end);

            // A client may send an empty line after a body.
            while (bytes.Span.StartsWith(LineEnd))
                bytes = bytes[LineEnd.Length..];
            if (end < 0)
                return bytes.IsEmpty ? null : throw new BadHttpRequestException("it ends before its head does.");
            _start += end + HeadEnd.Length;
            IsHttp2 = bytes.Span.SequenceEqual(Http2Preface);
            if (!bytes.IsEmpty)
                return IsHttp2 ? null : HttpHead.Parse(bytes.Span);
        }
    }

    /// <summary>The body of a request; null if it is longer than the emulator reads.</summary>
    public async ValueTask<byte[]?> ReadBodyAsync(HttpHead head, CancellationToken cancellation)
    {
        if (head.ContentLength is null or 0 && !head.IsChunked)
            return [];
        var limit = LimitOf(head.Target);
        using var body = new MemoryStream();
        long total = 0;
        if (head.IsChunked)
        {
            while (await ReadChunkSizeAsync(cancellation).ConfigureAwait(false) is > 0 and var size)
            {
                await CopyAsync(body, size, total += size, limit, cancellation).ConfigureAwait(false);
                if ((await ReadLineAsync(cancellation).ConfigureAwait(false)).Length > 0)
                    throw new BadHttpRequestException("a chunk of its body is longer than it says.");
            }

            while (await ReadLineAsync(cancellation).ConfigureAwait(false) is { Length: > 0 } trailer)
            {
                _ = HttpHead.ParseHeader(trailer);
                if ((total += MaxLineLength) > MaxDiscardedLength)
                    throw new BadHttpRequestException("its trailers do not end.");
            }
        }
        else
        {
            total = head.ContentLength!.Value;
            await CopyAsync(body, total, total, limit, cancellation).ConfigureAwait(false);
        }

        return total > limit && body.Length == limit ? null : body.ToArray();
    }

    private async ValueTask<long> ReadChunkSizeAsync(CancellationToken cancellation)
    {
        var size = (await ReadLineAsync(cancellation).ConfigureAwait(false)).Split(';')[0].TrimEnd(' ', '\t');
        return size.Length is > 0 and <= 15
            && long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new BadHttpRequestException("a chunk of its body has no size.");
    }

    private async ValueTask<string> ReadLineAsync(CancellationToken cancellation)
    {
        var length = await FindAsync(LineEnd, MaxLineLength, "a line in its body is too long.", cancellation).ConfigureAwait(false);
        if (length < 0)
            throw new BadHttpRequestException("it ends before its body does.");
        var line = Encoding.Latin1.GetString(_buffer, _start, length);
        _start += length + LineEnd.Length;
        return line.AsSpan().IndexOfAny('\0', '\r', '\n') < 0 ? line
            : throw new BadHttpRequestException("a line in its body has a character that it cannot have.");
    }

    /// <summary>Reads until the buffer has a delimiter. Returns the number of bytes before it; -1 if the client has closed.</summary>
    private async ValueTask<int> FindAsync(byte[] delimiter, int limit, string tooLong, CancellationToken cancellation)
    {
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf(delimiter);
            if (at >= 0)
                return searched + at;
            searched = Math.Max(0, _end - _start - delimiter.Length + 1);
            if (_end - _start > limit)
                throw new BadHttpRequestException(tooLong);
            if (!await FillAsync(cancellation).ConfigureAwait(false))
                return -1;
        }
    }

    /// <summary>Copies bytes into the body, and discards those past a limit.</summary>
    private async ValueTask CopyAsync(MemoryStream body, long count, long total, int limit, CancellationToken cancellation)
    {
        if (total > MaxDiscardedLength)
            throw new BadHttpRequestException("its body is much too long.");
        while (count > 0)
        {
            if (_start == _end && !await FillAsync(cancellation).ConfigureAwait(false))
                throw new BadHttpRequestException("it ends before its body does.");
            var copied = (int)Math.Min(count, _end - _start);
            body.Write(_buffer, _start, (int)Math.Min(copied, limit - body.Length));
            _start += copied;
            count -= copied;
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (_start == _end)
            _start = _end = 0;
        if (_end == _buffer.Length)
        {
            if (_start == 0)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            else
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }
}
