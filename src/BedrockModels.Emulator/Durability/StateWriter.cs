namespace BedrockModels.Emulator;

/// <summary>Makes versions of the store durable.</summary>
/// <remarks>Callers that arrive during a write share the next one, so many clients cause no more flushes than one.</remarks>
internal sealed class StateWriter(StateFile file, Func<(long Version, byte[] Content)> snapshot) : IDisposable
{
    private readonly object _gate = new();
    private readonly List<(long Version, TaskCompletionSource Done)> _waiting = [];
    private bool _isWriting;
    private bool _isClosed;
    private long _durable;

    /// <summary>Completes when the file has this version or a later one; fails with the IOException of a failed write.</summary>
    public Task WriteAsync(long version)
    {
        lock (_gate)
        {
            if (version <= _durable)
                return Task.CompletedTask;
            if (_isClosed)
                return Task.FromException(new IOException("the emulator has stopped."));
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((version, done));
            if (!_isWriting)
            {
                _isWriting = true;
                _ = Task.Run(WriteWhileRequested);
            }

            return done.Task;
        }
    }

    /// <summary>Waits for the current write to end and releases the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            while (_isWriting)
                Monitor.Wait(_gate);
        }

        file.Dispose();
    }

    private void WriteWhileRequested()
    {
        do
        {
            var (version, content) = snapshot();
            try
            {
                file.Replace(content);
                Complete(version, null);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Complete(version, exception);
            }
        }
        while (ContinueWriting());
    }

    private bool ContinueWriting()
    {
        lock (_gate)
        {
            _isWriting = _waiting.Count > 0;
            Monitor.PulseAll(_gate);
            return _isWriting;
        }
    }

    private void Complete(long version, Exception? exception)
    {
        List<TaskCompletionSource> completed;
        lock (_gate)
        {
            if (exception is null)
                _durable = version;
            completed = [.. _waiting.Where(waiting => waiting.Version <= version).Select(waiting => waiting.Done)];
            _waiting.RemoveAll(waiting => waiting.Version <= version);
        }

        foreach (var done in completed)
        {
            if (exception is null)
                done.SetResult();
            else
                done.SetException(exception);
        }
    }
}
