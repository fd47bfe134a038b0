namespace BedrockModels.Emulator;

/// <summary>A log of the served requests: a count per operation and status, and the last 1,000 requests.</summary>
internal sealed class RequestLog
{
    private const int Capacity = 1000;

    private readonly object _gate = new();
    private readonly Queue<ServedRequest> _last = new(Capacity);
    private readonly SortedDictionary<(string Operation, int Status), long> _counts = [];

    public void Add(ServedRequest request)
    {
        lock (_gate)
        {
            if (_last.Count == Capacity)
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

    /// <summary>The number of requests per operation and status since the start.</summary>
    public IReadOnlyDictionary<(string Operation, int Status), long> Counts()
    {
        lock (_gate)
            return new Dictionary<(string, int), long>(_counts);
    }
}

/// <summary>A request that the emulator served. Its headers are not kept, because they contain keys and tokens.</summary>
internal sealed class ServedRequest(DateTimeOffset time, string operation, int status, string requestId, HttpRequest request)
{
    // The log keeps 1,000 requests, and one request can be a megabyte.
    private const int MaxKeptLength = 16 * 1024;

    private readonly byte[] _body = request.Body.Length <= MaxKeptLength ? request.Body : request.Body[..MaxKeptLength];

    /// <summary>When the request arrived.</summary>
    public DateTimeOffset Time { get; } = time;

    /// <summary>The operation; empty if the route is unknown.</summary>
    public string Operation { get; } = operation;

    /// <summary>The status of the response; 0 if the connection was dropped.</summary>
    public int Status { get; } = status;

    /// <summary>The request id in the response.</summary>
    public string RequestId { get; } = requestId;

    /// <summary>The path and query as received; at most 16,384 characters.</summary>
    public string Target { get; } = request.Target.Length <= MaxKeptLength ? request.Target : request.Target[..MaxKeptLength];

    /// <summary>The first 16 KB of the body as text.</summary>
    public string Body => Encoding.UTF8.GetString(_body);
}
