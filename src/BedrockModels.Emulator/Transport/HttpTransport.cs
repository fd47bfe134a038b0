using System.Collections.Concurrent;
using System.Net.Sockets;

namespace BedrockModels.Emulator;

/// <summary>
/// Accepts and ends connections. Only this file uses sockets. HttpListener is not used: it sends HTML for requests that it
/// refuses (and a second, empty response for a foreign Host header), closes the connection after every status 400, cannot
/// choose a free port, and is a different server on Windows, with other rules and permissions.
/// </summary>
internal sealed class HttpTransport : IDisposable
{
    private const int Backlog = 1024;
    private const int MaxConnections = 4096;
    private const int ReservedFiles = 64;

    private static readonly TimeSpan DrainTimeout = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LingerTimeout = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AcceptRetryDelay = TimeSpan.FromMilliseconds(20);

    private readonly Socket _listener;
    private readonly TimeProvider _clock;
    private readonly RequestHandler _serve;
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, Socket> _connections = new();
    private readonly SemaphoreSlim _slots = new(CountSlots());

    private HttpTransport(Socket listener, TimeProvider clock, RequestHandler serve)
    {
        (_listener, _clock, _serve) = (listener, clock, serve);
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        _ = AcceptAsync();
    }

    /// <summary>The longest time that a stop waits for clients, well within the second that a stop may last.</summary>
    public static TimeSpan StopTimeout => DrainTimeout + LingerTimeout;

    public int Port { get; }

    /// <summary>Listens on an address; port 0 uses a free port.</summary>
    /// <exception cref="EmulatorException">The emulator cannot listen on the port.</exception>
    public static HttpTransport Start(IPAddress address, int port, TimeProvider clock, RequestHandler serve)
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
            var reason = $"The emulator cannot listen on port {port} of {address}: {exception.Message.TrimEnd('.')}.";
            throw new EmulatorException(reason + " Use another port, or 0 for any free port.", exception);
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

    private bool WaitForConnections(TimeSpan timeout) => ((IAsyncResult)Task.WhenAll(_connections.Keys)).AsyncWaitHandle.WaitOne(timeout);

    /// <summary>The number of connections at the same time. More clients wait until one closes.</summary>
    /// <remarks>A process that can open no file at all ends. Windows and macOS have no limit that clients could reach.</remarks>
    private static int CountSlots()
    {
        const string limits = "/proc/self/limits";
        var lines = File.Exists(limits) ? File.ReadLines(limits) : [];
        var line = lines.FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        return int.TryParse(line?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], out var limit)
            ? Math.Clamp(limit - Directory.GetFiles("/proc/self/fd").Length - ReservedFiles, 8, MaxConnections)
            : MaxConnections;
    }

    private async Task AcceptAsync()
    {
        while (!_draining.IsCancellationRequested)
        {
            try
            {
                await _slots.WaitAsync(_draining.Token).ConfigureAwait(false);
                Begin(await _listener.AcceptAsync(_draining.Token).ConfigureAwait(false));
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException) when (!_draining.IsCancellationRequested)
            {
                // The client closed before it was accepted, or too many files are open: try again after a pause.
                _slots.Release();
                await Task.Delay(AcceptRetryDelay).ConfigureAwait(false);
            }
        }
    }

    private void Begin(Socket socket)
    {
        socket.NoDelay = true;
        var connection = Task.Run(() => ServeAsync(socket));
        _connections.TryAdd(connection, socket);
        connection.ContinueWith(
            ended =>
            {
                _connections.TryRemove(ended, out _);
                _slots.Release();
            },
            TaskScheduler.Default);
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                using var stream = new NetworkStream(socket);
                var connection = new HttpConnection(stream, _clock, _serve, _draining.Token, _stopping.Token);
                if (await connection.RunAsync().ConfigureAwait(false))
                    await LingerAsync(socket).ConfigureAwait(false);
                else
                    socket.Close(0);
            }
            catch (Exception exception)
                when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // The client disconnected or was idle for too long, or the emulator stops: there is no response to send.
            }
        }
    }

    /// <summary>Waits for the client to close.</summary>
    /// <remarks>Closing with unread bytes would reset the connection, and the client could lose the response.</remarks>
    private async Task LingerAsync(Socket socket)
    {
        socket.Shutdown(SocketShutdown.Send);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(_draining.Token);
        waiting.CancelAfter(LingerTimeout);
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, waiting.Token).ConfigureAwait(false) > 0)
        {
            // Bytes after the last response are discarded.
        }
    }
}
