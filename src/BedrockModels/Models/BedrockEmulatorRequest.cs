namespace BedrockModels;

/// <summary>A request that an emulator served. It holds no secrets.</summary>
public sealed class BedrockEmulatorRequest
{
    internal BedrockEmulatorRequest(DateTimeOffset time, string operation, int status, string requestId) =>
        (Time, Operation, Status, RequestId) = (time, operation, status, requestId);

    /// <summary>When it came.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The operation, such as <c>GetCustomModel</c>; empty where the request was no operation's.</summary>
    public string Operation { get; }

    /// <summary>The HTTP status; 0 where the connection was dropped.</summary>
    public int Status { get; }

    /// <summary>The request id in the answer.</summary>
    public string RequestId { get; }

    /// <summary>One line.</summary>
    public override string ToString() => $"{Operation} {Status}";
}
