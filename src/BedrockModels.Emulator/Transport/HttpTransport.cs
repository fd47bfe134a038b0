using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace BedrockModels.Emulator;

/// <summary>
/// Accepts connections and ends them. The only file that knows sockets. It is not HttpListener, because that answers HTML
/// to what it refuses (and to a foreign Host header a second, empty answer after it), closes the connection after every
/// status 400, cannot take a free port, and on Windows is another server, with other rules and rights.
/// </summary>
internal sealed class HttpTransport : IDisposable
{
    private const int Backlog = 1024;

    private static readonly TimeSpan DrainTimeout = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LingerTimeout = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan AcceptRetryDelay = TimeSpan.FromMilliseconds(20);

    private readonly Socket _listener;
    private readonly TimeProvider _clock;
    private readonly Func<HttpRequest, CancellationToken, Task<HttpResponse?>> _serve;
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, Socket> _connections = new();

    private HttpTransport(Socket listener, TimeProvider clock, Func<HttpRequest, CancellationToken, Task<HttpResponse?>> serve)
    {
        (_listener, _clock, _serve) = (listener, clock, serve);
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        _ = AcceptAsync();
    }

    /// <summary>The longest that a stop waits for its clients. It leaves room within the second that a stop may take.</summary>
    public static TimeSpan StopTimeout => DrainTimeout + LingerTimeout;

    public int Port { get; }

    /// <summary>Listens on an address; port 0 takes a free one.</summary>
    /// <exception cref="EmulatorException">The port cannot be listened on.</exception>
    public static HttpTransport Start(IPAddress address, int port, TimeProvider clock, Func<HttpRequest, CancellationToken, Task<HttpResponse?>> serve)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(address, port));
            listener.Listen(Backlog);
            return new HttpTransport(listener, clock, serve);
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            throw new EmulatorException($"Port {port} of {address} cannot be listened on: {exception.Message}. Take another, or 0 for any free one.", exception);
        }
    }

    public void Dispose()
    {
        if (_draining.IsCancellationRequested)
            return;
        _draining.Cancel();
        _listener.Dispose();
        if (!WaitForConnections(DrainTimeout))
        {
            _stopping.Cancel();
            WaitForConnections(LingerTimeout);
        }

        foreach (var socket in _connections.Values)
            socket.Dispose();
    }

    private bool WaitForConnections(TimeSpan longest) => ((IAsyncResult)Task.WhenAll(_connections.Keys)).AsyncWaitHandle.WaitOne(longest);

    private async Task AcceptAsync()
    {
        while (!_draining.IsCancellationRequested)
        {
            try
            {
                Begin(await _listener.AcceptAsync(_draining.Token).ConfigureAwait(false));
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException) when (!_draining.IsCancellationRequested)
            {
                // A client that went before it was accepted, or too many open files: the next one may be luckier.
                await Task.Delay(AcceptRetryDelay).ConfigureAwait(false);
            }
        }
    }

    private void Begin(Socket socket)
    {
        socket.NoDelay = true;
        var connection = Task.Run(() => ServeAsync(socket));
        _connections.TryAdd(connection, socket);
        connection.ContinueWith(ended => _connections.TryRemove(ended, out _), TaskScheduler.Default);
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                using var stream = new NetworkStream(socket);
                if (await new HttpConnection(stream, _clock, _serve, _draining.Token, _stopping.Token).RunAsync().ConfigureAwait(false))
                    await LingerAsync(socket).ConfigureAwait(false);
                else
                    socket.Close(0);
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // The client went away, was silent for too long, or the emulator stops: nothing is left to say.
            }
        }
    }

    /// <summary>Closing with bytes unread would reset the connection, and the client might lose the answer with it.</summary>
    private async Task LingerAsync(Socket socket)
    {
        socket.Shutdown(SocketShutdown.Send);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(_draining.Token);
        waiting.CancelAfter(LingerTimeout);
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, waiting.Token).ConfigureAwait(false) > 0)
        {
            // What still comes belongs to nothing.
        }
    }
}
