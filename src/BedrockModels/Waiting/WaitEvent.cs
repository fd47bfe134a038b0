namespace BedrockModels.Waiting;

/// <summary>
/// What a waiter tells. Each item gets exactly one of <see cref="Ready"/>, <see cref="Failed"/>, <see cref="Vanished"/>,
/// <see cref="Errored"/> and <see cref="TimedOut"/>, unless the wait is cancelled.
/// </summary>
/// <typeparam name="T">The resource, as a Get answers it.</typeparam>
internal abstract record WaitEvent<T>
{
    private WaitEvent()
    {
    }

    /// <summary>How long the wait had lasted.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>The resource can be used.</summary>
    public sealed record Ready(WaitItem Item, T Value) : WaitEvent<T>;

    /// <summary>The resource will never be ready.</summary>
    public sealed record Failed(WaitItem Item, string Status, string? FailureMessage) : WaitEvent<T>;

    /// <summary>The resource was there, and is no more.</summary>
    public sealed record Vanished(WaitItem Item) : WaitEvent<T>;

    /// <summary>The resource cannot be looked at, and waiting does not heal it.</summary>
    public sealed record Errored(WaitItem Item, BedrockException Failure) : WaitEvent<T>;

    /// <summary>The time ran out. The last status is null where the resource was never seen; the failure is that of the last look, if it had one.</summary>
    public sealed record TimedOut(WaitItem Item, string? LastStatus, BedrockException? LastFailure) : WaitEvent<T>;

    /// <summary>A resource that was seen before has another status. Told once, however many items name the resource.</summary>
    public sealed record StatusChanged(WaitItem Item, string From, string To) : WaitEvent<T>;

    /// <summary>A status that this module does not know, told once in a wait.</summary>
    public sealed record UnknownStatus(WaitItem Item, string Status) : WaitEvent<T>;

    /// <summary>A Region is asked less often, because it throttles or does not answer. Told once until it answers again.</summary>
    public sealed record Slowed(string Region, BedrockException Failure) : WaitEvent<T>;

    /// <summary>A look is over.</summary>
    public sealed record Progress(WaitCounts Counts) : WaitEvent<T>;

    /// <summary>Another minute has passed.</summary>
    public sealed record Heartbeat(WaitCounts Counts) : WaitEvent<T>;
}

/// <summary>Where a wait stands. What was refused or has vanished counts as failed; what timed out stays pending.</summary>
internal sealed record WaitCounts(int Ready, int Pending, int Failed, TimeSpan Elapsed, TimeSpan TimeLeft)
{
    public int Total => Ready + Pending + Failed;
}
