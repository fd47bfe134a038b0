namespace BedrockModels.Waiting;

/// <summary>An event of a wait. Each item gets exactly one <see cref="Final"/> event, unless the wait is canceled.</summary>
/// <typeparam name="T">The type that Get returns.</typeparam>
internal abstract record WaitEvent<T>
{
    private WaitEvent()
    {
    }

    /// <summary>The time since the start of the wait.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>The end of the wait for an item.</summary>
    public abstract record Final(WaitItem Item) : WaitEvent<T>;

    /// <summary>The resource can be used.</summary>
    public sealed record Ready(WaitItem Item, T Value) : Final(Item);

    /// <summary>The resource will never be ready.</summary>
    public sealed record Failed(WaitItem Item, string Status, string? FailureMessage) : Final(Item);

    /// <summary>The resource was deleted during the wait.</summary>
    public sealed record Vanished(WaitItem Item) : Final(Item);

    /// <summary>The resource cannot be read, and a retry would not help.</summary>
    public sealed record Errored(WaitItem Item, BedrockException Failure) : Final(Item);

    /// <summary>The time is up. The last status is null without any response; the failure is that of the last poll, if any.</summary>
    public sealed record TimedOut(WaitItem Item, string? LastStatus, BedrockException? LastFailure) : Final(Item);

    /// <summary>The status of a resource changed. One event, even if several items name the resource.</summary>
    public sealed record StatusChanged(WaitItem Item, string From, string To) : WaitEvent<T>;

    /// <summary>A status that this module does not recognize. One event for each status of a wait.</summary>
    public sealed record UnknownStatus(WaitItem Item, string Status) : WaitEvent<T>;

    /// <summary>Polling is slower, because a Region throttles or does not respond. One event until it responds again.</summary>
    public sealed record Slowed(string Region, BedrockException Failure) : WaitEvent<T>;

    /// <summary>A poll is complete.</summary>
    public sealed record Progress(WaitCounts Counts) : WaitEvent<T>;

    /// <summary>Another minute has passed.</summary>
    public sealed record Heartbeat(WaitCounts Counts) : WaitEvent<T>;
}

/// <summary>The counts of a wait. Errors and deleted resources count as failed; items that timed out stay pending.</summary>
internal sealed record WaitCounts(int Ready, int Pending, int Failed, TimeSpan Elapsed, TimeSpan TimeLeft)
{
    public int Total => Ready + Pending + Failed;
}
