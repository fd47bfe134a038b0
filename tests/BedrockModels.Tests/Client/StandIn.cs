using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace BedrockModels.Tests.Client;

/// <summary>A server on loopback that passes each request to a function and sends the bytes of its reply.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ReceivedRequest, int, Reply> _answer;
    private readonly Task _accepting;
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private int _connections;
    private int _openConnections;

    public StandIn(Func<ReceivedRequest, int, Reply> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public StandIn(params Reply[] replies)
        : this((_, n) => replies[Math.Min(n, replies.Length) - 1])
    {
    }

    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    public ReceivedRequest Last => Requests.Last();

    /// <summary>The certificate of the server; null for plain http.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Completes when a client with a hanging request disconnects.</summary>
    public Task Left => _left.Task;

    /// <summary>The number of connections that are reset before a request is read.</summary>
    public int ResetConnections { get; init; }

    /// <summary>The number of connections so far.</summary>
    public int Connections => _connections;

    /// <summary>The number of connections that neither side has closed.</summary>
    public int OpenConnections => Volatile.Read(ref _openConnections);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (Interlocked.Increment(ref _connections) <= ResetConnections)
                {
                    client.LingerState = new LingerOption(true, 0);
                    client.Dispose();
                    continue;
                }

                serving.Add(ServeAsync(client));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        Interlocked.Increment(ref _openConnections);
        try
        {
            await using var stream = await OpenAsync(client);
            Reply reply;
            do
            {
                if (await ReadAsync(stream) is not { } seen)
                    return;
                Requests.Enqueue(seen);
                reply = _answer(seen, Interlocked.Increment(ref _count));
                if (reply.Resets)
                    client.LingerState = new LingerOption(true, 0);
                await stream.WriteAsync(reply.Bytes, _stop.Token);
                reply.Written?.Invoke();
                if (reply.Hangs)
                    await AwaitLeavingAsync(stream);
            }
            while (reply.KeepsConnection);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or AuthenticationException)
        {
            // The client disconnected, or the test ended.
        }
        finally
        {
            Interlocked.Decrement(ref _openConnections);
        }
    }

    private async Task AwaitLeavingAsync(Stream stream)
    {
        try
        {
            while (await stream.ReadAsync(new byte[1024], _stop.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset is a disconnect too.
        }

        _left.TrySetResult();
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (Certificate is null)
            return client.GetStream();
        var encrypted = new SslStream(client.GetStream());
        await encrypted.AuthenticateAsServerAsync(Certificate);
        return encrypted;
    }

    private async Task<ReceivedRequest?> ReadAsync(Stream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[8192];
        int end;
        while ((end = Encoding.Latin1.GetString([.. bytes]).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
                return null;
            bytes.AddRange(buffer[..read]);
        }

        var lines = Encoding.Latin1.GetString([.. bytes], 0, end).Split("\r\n");
        var headers = lines.Skip(1).Select(l => l.Split(':', 2)).ToDictionary(
            l => l[0], l => l[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("Content-Length", out var text) ? int.Parse(
            text, System.Globalization.CultureInfo.InvariantCulture) : 0;
        while (bytes.Count < end + 4 + length)
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
                return null;
            bytes.AddRange(buffer[..read]);
        }

        var first = lines[0].Split(' ');
        return new ReceivedRequest(first[0], first[1], headers, Encoding.UTF8.GetString([.. bytes], end + 4, length));
    }
}
