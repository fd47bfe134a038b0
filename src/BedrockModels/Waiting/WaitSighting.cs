using BedrockModels.Protocol;

namespace BedrockModels.Waiting;

/// <summary>One look at one resource.</summary>
/// <param name="Status">The status as the service spells it; empty where it named none.</param>
/// <param name="State">What the status means.</param>
/// <param name="FailureMessage">Why it failed, where the service says so.</param>
/// <param name="Known">Whether this module knows the status; one that it does not know is pending.</param>
internal sealed record WaitSighting(string Status, WaitState State, string? FailureMessage, bool Known)
{
    /// <summary>Reads a status. Case does not matter: the service's own documentation spells it in two ways.</summary>
    public static WaitSighting Of(string? status, string ready, IReadOnlyList<string> pending, string? failureMessage = null)
    {
        WaitState? state = Is(ready) ? WaitState.Ready : Is(ResourceStatus.Failed) ? WaitState.Failed : pending.Any(Is) ? WaitState.Pending : null;
        return new WaitSighting(status ?? "", state ?? WaitState.Pending, failureMessage, state is not null);

        bool Is(string word) => string.Equals(status, word, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>What a status means to one who waits.</summary>
internal enum WaitState
{
    Pending,
    Ready,
    Failed,
}
