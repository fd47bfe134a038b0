namespace BedrockModels.Emulator;

/// <summary>Makes versions of the store durable. If that fails, it takes the changes back, so that none takes effect later.</summary>
/// <remarks>Callers that arrive during a write find their version in the next one, so many clients cause few writes.</remarks>
internal sealed class StateWriter(StateFile file, Store store, EmulatorClock clock, Action<byte[]> load) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private (long From, long To)[] _lost = [];
    private byte[] _content = store.Snapshot(clock.Now).Content;
    private long _durable;
    private bool _hasWritten;
    private bool _isClosed;

    /// <summary>The reason why the last version that was taken back could not be written.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Waits until the file has this version or a later one; false if the version was taken back.</summary>
    public async Task<bool> WriteAsync(long version)
    {
        if (version > Volatile.Read(ref _durable))
        {
            await _gate.WaitAsync().ConfigureAwait(false);
            try
            {
                if (_isClosed)
                    throw new ServiceException(ErrorCode.ServiceUnavailable, "The emulator stops.");
                if (version > _durable)
                    Write();
            }
            finally
            {
                _gate.Release();
            }
        }

        return !Volatile.Read(ref _lost).Any(range => version > range.From && version <= range.To);
    }

    /// <summary>Waits for the current write to end, writes the last time of the clock, and releases the file.</summary>
    public void Dispose()
    {
        _gate.Wait();
        _isClosed = true;
        try
        {
            if (_hasWritten)
                Write();
        }
        finally
        {
            file.Dispose();
            _gate.Release();
        }
    }

    private void Write()
    {
        var (version, content) = store.Snapshot(clock.Now);
        try
        {
            file.Replace(content);
            (_content, _hasWritten) = (content, true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Problem = exception.Message;
            version = store.Reload(() => load(_content));
            var from = _lost is [.., var last] && last.To == _durable - 1 ? last.From : _durable;
            _lost = [.. _lost.Where(range => range.From != from), (from, version - 1)];
        }

        Volatile.Write(ref _durable, version);
    }
}
