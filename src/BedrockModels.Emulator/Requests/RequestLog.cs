namespace BedrockModels.Emulator;

/// <summary>What was served: a count per operation and status, and the last requests.</summary>
internal sealed class RequestLog
{
    private const int Kept = 1000;

    private readonly object _gate = new();
    private readonly Queue<ServedRequest> _last = new(Kept);
    private readonly SortedDictionary<(string Operation, int Status), long> _counts = [];

    public void Add(ServedRequest request)
    {
        lock (_gate)
        {
            if (_last.Count == Kept)
                _last.Dequeue();
            _last.Enqueue(request);
            _counts[(request.Operation, request.Status)] = _counts.GetValueOrDefault((request.Operation, request.Status)) + 1;
        }
    }

    /// <summary>The last requests, oldest first.</summary>
    public IReadOnlyList<ServedRequest> Last()
    {
        lock (_gate)
            return [.. _last];
    }

    /// <summary>How many requests each operation and status had since the start.</summary>
    public IReadOnlyDictionary<(string Operation, int Status), long> Counts()
    {
        lock (_gate)
            return new Dictionary<(string, int), long>(_counts);
    }
}
