namespace BedrockModels.Pipeline;

/// <summary>
/// Work of which at most so many pieces run at once, and whose results are taken in the order it was started in. One thread
/// starts and takes. Results that wait for an older piece are bounded too, so that a slow piece cannot pile up memory.
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

    /// <summary>Starts a piece. Its failures must be part of its result.</summary>
    public void Start(Func<Task<T>> piece)
    {
        var task = piece();
        _window.Enqueue(task);
        _running.Add(task);
    }

    /// <summary>Takes the oldest result, where it is there.</summary>
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

    /// <summary>Ends when the oldest result is there.</summary>
    public Task<T> OldestAsync() => _window.Peek();

    /// <summary>Ends when all results are there.</summary>
    public Task AllAsync() => Task.WhenAll(_window);

    /// <summary>Ends when there may be room, or the oldest result.</summary>
    public async Task<bool> ProgressAsync()
    {
        await Task.WhenAny(_running.Count > 0 ? _running : [_window.Peek()]).ConfigureAwait(false);
        return true;
    }
}
