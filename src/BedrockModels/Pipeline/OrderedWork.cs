namespace BedrockModels.Pipeline;

/// <summary>
/// Tasks with a limit for how many run at once. Results come in the order of the starts. One thread starts tasks and takes results. The
/// number of results that wait for an older task is limited too, so a slow task cannot use up memory.
/// </summary>
internal sealed class OrderedWork<T>(int limit)
{
    private const int ResultsPerRunner = 16;
    private readonly Queue<Task<T>> _window = new();
    private readonly List<Task<T>> _running = new(limit);

    public bool IsEmpty => _window.Count == 0;

    public bool HasRoom
    {
        get
        {
            _running.RemoveAll(static task => task.IsCompleted);
            return _running.Count < limit && _window.Count < limit * ResultsPerRunner;
        }
    }

    /// <summary>Starts a task. It must return its failures, not throw them.</summary>
    public void Start(Func<Task<T>> start)
    {
        var task = start();
        _window.Enqueue(task);
        _running.Add(task);
    }

    /// <summary>Takes the oldest result if it is complete.</summary>
    public bool TryTake(out T result)
    {
        if (_window.TryPeek(out var oldest) && oldest.IsCompleted)
        {
            result = _window.Dequeue().GetAwaiter().GetResult();
            return true;
        }

        result = default!;
        return false;
    }

    /// <summary>Completes with the oldest task.</summary>
    public Task<T> OldestAsync() => _window.Peek();

    /// <summary>Completes when all tasks are complete.</summary>
    public Task AllAsync() => Task.WhenAll(_window);

    /// <summary>Completes when there may be room for another task, or when the oldest result may be complete.</summary>
    public async Task<bool> ProgressAsync()
    {
        await Task.WhenAny(_running.Count > 0 ? _running : [_window.Peek()]).ConfigureAwait(false);
        return true;
    }
}
