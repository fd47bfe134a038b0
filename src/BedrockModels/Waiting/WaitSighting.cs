namespace BedrockModels.Waiting;

/// <summary>The state of a resource at one poll.</summary>
/// <param name="Status">The status as the service spells it; empty if there was none.</param>
/// <param name="State">The meaning of the status.</param>
/// <param name="FailureMessage">The reason of a failure, if the service gives one.</param>
/// <param name="Known">Whether this module recognizes the status; other statuses count as pending.</param>
internal sealed record WaitSighting(string Status, WaitState State, string? FailureMessage, bool Known)
{
    /// <summary>Interprets a status. Case is ignored, because the service's documentation spells it in two ways.</summary>
    public static WaitSighting From(string? status, string ready, IReadOnlyList<string> pending, string? failureMessage = null)
    {
        WaitState? state = Is(ready) ? WaitState.Ready
            : Is(ResourceStatus.Failed) ? WaitState.Failed
            : pending.Any(Is) ? WaitState.Pending
            : null;
        return new WaitSighting(status ?? "", state ?? WaitState.Pending, failureMessage, state is not null);

        bool Is(string word) => string.Equals(status, word, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>The meaning of a status for a wait.</summary>
internal enum WaitState
{
    Pending,
    Ready,
    Failed,
}
