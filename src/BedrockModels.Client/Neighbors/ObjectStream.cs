namespace BedrockModels.Client;

/// <summary>A part of an object. If the server does not know ranges, it is the whole object.</summary>
internal sealed record ObjectPart(ReadOnlyMemory<byte> Bytes, bool IsRange);

/// <summary>Reads an object from its start, one range after the other, so that memory holds one range only.</summary>
internal sealed class ObjectStream(Func<long, long, CancellationToken, Task<ObjectPart>> read, long most) : Stream
{
    /// <summary>The size of a range.</summary>
    public const int PartBytes = 4 * 1024 * 1024;

    private ReadOnlyMemory<byte> _part;
    private long _received;
    private bool _isLast;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads the next range if nothing is left of the last one.</summary>
    /// <exception cref="InvalidDataException">The object is larger than the maximum.</exception>
    public async Task FillAsync(CancellationToken ct)
    {
        if (!_part.IsEmpty || _isLast)
            return;
        var part = await read(_received, _received + PartBytes - 1, ct).ConfigureAwait(false);
        _isLast = !part.IsRange || part.Bytes.Length < PartBytes;
        _received += part.Bytes.Length;
        _part = _received <= most ? part.Bytes : throw new InvalidDataException($"has more than {most / 1024 / 1024} MB");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await FillAsync(cancellationToken).ConfigureAwait(false);
        var count = Math.Min(buffer.Length, _part.Length);
        _part[..count].CopyTo(buffer);
        _part = _part[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
