using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BedrockModels.Tests.Emulator;

/// <summary>One raw connection, to send and see bytes that no HTTP library would send or show.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly List<byte> _read = [];

    private RawConnection(Socket socket) => (_socket, _stream) = (socket, new NetworkStream(socket, ownsSocket: true));

    public static async Task<RawConnection> Open(int port, string address = "127.0.0.1")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Parse(address), port);
            return new RawConnection(socket);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>An authenticated request; <paramref name="more"/> must have the framing headers of the body.</summary>
    public static string Request(string method, string target, string more = "", string body = "") =>
        $"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {TestEmulator.AuthorizationFor("us-east-1")}\r\n"
            + $"X-Amz-Date: 20260801T000000Z\r\n{more}\r\n{body}";

    public Task Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    public async Task Send(byte[] bytes) => await _stream.WriteAsync(bytes);

    /// <summary>Closes the sending direction.</summary>
    public void CloseSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Closes with a reset.</summary>
    public void Abort() => _socket.Close(0);

    /// <summary>The next response: its head, and a body of the stated length.</summary>
    public async Task<(int Status, string Head, string Body)> Receive(bool headOnly = false)
    {
        int end;
        while ((end = Encoding.Latin1.GetString([.. _read]).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
            await Fill();
        var head = Encoding.Latin1.GetString([.. _read], 0, end);
        _read.RemoveRange(0, end + 4);
        var length = headOnly || !head.Contains("Content-Length: ", StringComparison.Ordinal) ? 0
            : int.Parse(head.Split("Content-Length: ")[1].Split("\r\n")[0], CultureInfo.InvariantCulture);
        while (_read.Count < length)
            await Fill();
        var body = Encoding.UTF8.GetString([.. _read], 0, length);
        _read.RemoveRange(0, length);
        return (int.Parse(head.Split(' ')[1], CultureInfo.InvariantCulture), head, body);
    }

    /// <summary>All bytes until the other side closes or resets the connection.</summary>
    public async Task<string> ReceiveToEnd()
    {
        try
        {
            while (true)
                await Fill();
        }
        catch (IOException)
        {
            return Encoding.Latin1.GetString([.. _read]);
        }
    }

    public void Dispose() => _stream.Dispose();

    private async Task Fill()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[16 * 1024];
        var read = await _stream.ReadAsync(buffer, patience.Token);
        if (read == 0)
            throw new EndOfStreamException("The emulator closed the connection.");
        _read.AddRange(buffer.AsSpan(0, read));
    }
}
