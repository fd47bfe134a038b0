namespace BedrockModels.Emulator;

/// <summary>Makes versions of the store durable.</summary>
/// <remarks>Callers that arrive during a write find their version in the next one, so many clients cause few writes and flushes.</remarks>
internal sealed class StateWriter(StateFile file, Func<(long Version, byte[] Content)> snapshot) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private bool _isClosed;
    private long _durable;

    /// <summary>Completes when the file has this version or a later one; fails with the IOException of a failed write.</summary>
    public async Task WriteAsync(long version)
    {
        if (version <= Volatile.Read(ref _durable))
            return;
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (version <= _durable)
                return;
            if (_isClosed)
                throw new IOException("the emulator has stopped.");
            var (written, content) = snapshot();
            file.Replace(content);
            Volatile.Write(ref _durable, written);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Waits for the current write to end and releases the file.</summary>
    public void Dispose()
    {
        _gate.Wait();
        _isClosed = true;
        file.Dispose();
        _gate.Release();
    }
}
