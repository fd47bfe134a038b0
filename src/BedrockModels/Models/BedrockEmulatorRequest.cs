namespace BedrockModels;

/// <summary>A request that an emulator served. It contains no secrets.</summary>
public sealed class BedrockEmulatorRequest
{
    internal BedrockEmulatorRequest(DateTimeOffset time, string operation, int status, string requestId) =>
        (Time, Operation, Status, RequestId) = (time.LocalDateTime, operation, status, requestId);

    /// <summary>The local time when the request arrived.</summary>
    public DateTime Time { get; }

    /// <summary>The operation, for example <c>GetCustomModel</c>; empty if the request did not match an operation.</summary>
    public string Operation { get; }

    /// <summary>The HTTP status of the response, 200 to 599; 0 if the connection was dropped.</summary>
    public int Status { get; }

    /// <summary>The request id in the response.</summary>
    public string RequestId { get; }

    /// <summary>Returns the operation and the status in one line.</summary>
    public override string ToString() => $"{Operation} {Status}";
}
