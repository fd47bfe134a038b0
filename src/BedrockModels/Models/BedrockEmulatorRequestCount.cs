namespace BedrockModels;

/// <summary>The number of requests to an emulator for one operation that had one HTTP status.</summary>
public sealed class BedrockEmulatorRequestCount
{
    internal BedrockEmulatorRequestCount(string operation, int status, long count) =>
        (Operation, Status, Count) = (operation, status, count);

    /// <summary>The operation, for example <c>GetCustomModel</c>; empty for requests that did not match an operation.</summary>
    public string Operation { get; }

    /// <summary>The HTTP status of the responses, 200 to 599; 0 if the connections were dropped.</summary>
    public int Status { get; }

    /// <summary>The number of requests.</summary>
    public long Count { get; }

    /// <summary>Returns the operation, the status and the count in one line.</summary>
    public override string ToString() => $"{Operation} {Status}: {Count}";
}
