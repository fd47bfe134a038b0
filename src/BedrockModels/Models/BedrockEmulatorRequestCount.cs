namespace BedrockModels;

/// <summary>How often an emulator answered an operation with a status.</summary>
public sealed class BedrockEmulatorRequestCount
{
    internal BedrockEmulatorRequestCount(string operation, int status, long count) => (Operation, Status, Count) = (operation, status, count);

    /// <summary>The operation, such as <c>GetCustomModel</c>; empty for requests that are no operation's.</summary>
    public string Operation { get; }

    /// <summary>The HTTP status; 0 where the connection was dropped.</summary>
    public int Status { get; }

    /// <summary>How many requests.</summary>
    public long Count { get; }

    /// <summary>One line.</summary>
    public override string ToString() => $"{Operation} {Status}: {Count}";
}
