using System.Text;

namespace BedrockModels.Emulator;

/// <summary>A request that the emulator served. Its headers are not kept: they hold keys and tokens.</summary>
internal sealed class ServedRequest
{
    // A thousand requests are kept, and one can be a megabyte.
    private const int MaxKeptLength = 16 * 1024;

    private readonly byte[] _body;

    public ServedRequest(DateTimeOffset time, string operation, int status, string requestId, HttpRequest request)
    {
        (Time, Operation, Status, RequestId) = (time, operation, status, requestId);
        Target = request.Target.Length <= MaxKeptLength ? request.Target : request.Target[..MaxKeptLength];
        _body = request.Body.Length <= MaxKeptLength ? request.Body : request.Body[..MaxKeptLength];
    }

    /// <summary>When it came.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The operation; empty where the route was unknown.</summary>
    public string Operation { get; }

    /// <summary>The status of the answer; 0 where the connection was dropped.</summary>
    public int Status { get; }

    /// <summary>The id in the answer.</summary>
    public string RequestId { get; }

    /// <summary>The path and query as they came.</summary>
    public string Target { get; }

    /// <summary>The body as text; the first 16 KB of it.</summary>
    public string Body => Encoding.UTF8.GetString(_body);
}
