using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace BedrockModels.Benchmarks;

/// <summary>A keep-alive connection that costs next to nothing: it sends bytes, and reads an answer by its Content-Length.</summary>
internal sealed class HttpClientSocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[64 * 1024];

    public Task ConnectAsync(int port) => _socket.ConnectAsync(IPAddress.Loopback, port);

    /// <summary>Sends a request and gives its answer's body, which lives until the next call.</summary>
    /// <exception cref="InvalidOperationException">The answer has another status than 2xx.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> AskAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var (read, end) = (0, -1);
        while (end < 0)
        {
            read += await ReceiveAsync(read);
            end = _buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
        }

        var head = _buffer.AsSpan(0, end);
        if (head["HTTP/1.1 ".Length] != '2')
            throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(_buffer, 0, read));
        var name = "Content-Length: "u8;
        if (!Utf8Parser.TryParse(head[(head.IndexOf(name) + name.Length)..], out int length, out _))
            throw new InvalidOperationException("The answer has no length.");
        var whole = end + 4 + length;
        while (read < whole)
            read += await ReceiveAsync(read);
        return _buffer.AsMemory(end + 4, length);
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> ReceiveAsync(int at)
    {
        if (at == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        return await _socket.ReceiveAsync(_buffer.AsMemory(at)) is > 0 and var read ? read : throw new EndOfStreamException();
    }
}
