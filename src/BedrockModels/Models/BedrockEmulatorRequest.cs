namespace BedrockModels;

/// <summary>A request that an emulator served. It contains no secrets.</summary>
public sealed class BedrockEmulatorRequest
{
    internal BedrockEmulatorRequest(ServedRequest request) => (Time, Operation, Status, RequestId, Target, Body) =
        (request.Time.LocalDateTime, request.Operation, request.Status, request.RequestId, request.Target, request.Body);

    /// <summary>The local time when the request arrived.</summary>
    public DateTime Time { get; }

    /// <summary>The operation, for example <c>GetCustomModel</c>; empty if the request did not match an operation.</summary>
    public string Operation { get; }

    /// <summary>The HTTP status of the response, 200 to 599; 0 if the connection was dropped.</summary>
    public int Status { get; }

    /// <summary>The request id in the response.</summary>
    public string RequestId { get; }

    /// <summary>The path and the query, percent-encoded as sent; at most 16,384 characters. Keys and tokens are masked.</summary>
    public string Target { get; }

    /// <summary>The body of the request; at most its first 16 KB. Keys and tokens are masked; a prompt is not kept.</summary>
    public string Body { get; }

    /// <summary>Returns the operation and the status in one line.</summary>
    public override string ToString() => $"{Operation} {Status}";
}
