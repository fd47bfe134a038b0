using System.Text.RegularExpressions;

namespace BedrockModels.Emulator;

/// <summary>A log of the served requests: a count per operation and status, and the last 1,000 requests.</summary>
internal sealed class RequestLog(EmulatorOptions options)
{
    private const int Capacity = 1000;

    private readonly string[] _secrets =
    [
        .. options.BearerTokens, .. options.Credentials.SelectMany(key => new[] { key.SecretKey, key.SessionToken ?? "" }),
    ];

    private readonly object _gate = new();
    private readonly Queue<ServedRequest> _last = new(Capacity);
    private readonly SortedDictionary<(string Operation, int Status), long> _counts = [];

    public void Add(DateTimeOffset time, string operation, int status, string requestId, HttpRequest request)
    {
        var served = new ServedRequest(time, operation, status, requestId, request, _secrets);
        lock (_gate)
        {
            if (_last.Count == Capacity)
                _last.Dequeue();
            _last.Enqueue(served);
            var key = (operation, status);
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
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

/// <summary>A request that the emulator served. Keys and tokens are masked, and headers are not kept.</summary>
internal sealed partial class ServedRequest(
    DateTimeOffset time, string operation, int status, string requestId, HttpRequest request, string[] secrets)
{
    // The log keeps 1,000 requests, and one request can be a megabyte.
    private const int MinSecretLength = 8;
    private const int MaxKeptLength = 16 * 1024;

    private readonly string _target = request.Target.Length <= MaxKeptLength ? request.Target : request.Target[..MaxKeptLength];
    private readonly byte[] _body =
        IsPrompt(request) ? [] : request.Body.Length <= MaxKeptLength ? request.Body : request.Body[..MaxKeptLength];
    private readonly string[] _ownSecrets =
        [request.Header("Authorization")?.Split(' ', '=')[^1] ?? "", request.Header("X-Amz-Security-Token") ?? ""];

    /// <summary>When the request arrived.</summary>
    public DateTimeOffset Time { get; } = time;

    /// <summary>The operation; empty if the route is unknown.</summary>
    public string Operation { get; } = operation;

    /// <summary>The status of the response; 0 if the connection was dropped.</summary>
    public int Status { get; } = status;

    /// <summary>The request id in the response.</summary>
    public string RequestId { get; } = requestId;

    /// <summary>The path and query as received; at most 16,384 characters. Keys and tokens are masked.</summary>
    public string Target => Mask(SignedQuery().Replace(_target, "$1***"));

    /// <summary>The first 16 KB of the body as text; empty for the runtime. Keys and tokens are masked.</summary>
    public string Body => Mask(Encoding.UTF8.GetString(_body));

    /// <summary>Whether the body is a prompt, which is kept nowhere.</summary>
    private static bool IsPrompt(HttpRequest request) => request.Path.StartsWith(RuntimeOperation.Prefix, StringComparison.Ordinal);

    private string Mask(string text)
    {
        foreach (var secret in secrets.Concat(_ownSecrets).Where(secret => secret.Length >= MinSecretLength))
        {
            text = text.Replace(secret, "***", StringComparison.Ordinal)
                .Replace(Uri.EscapeDataString(secret), "***", StringComparison.Ordinal)
                .Replace(JsonEncodedText.Encode(secret).ToString(), "***", StringComparison.Ordinal);
        }

        return text;
    }

    [GeneratedRegex("(?i)([?&]X-Amz-(?:Credential|Security-Token|Signature)=)[^&]*", RegexOptions.CultureInvariant)]
    private static partial Regex SignedQuery();
}
