namespace BedrockModels.Preflight;

/// <summary>
/// The verdict on simulated permissions. Only an explicit Deny, or no Allow at all, is a Fail. A condition key without a value leaves the
/// decision open, and so does a key in KMS, whose own policy can allow what IAM does not.
/// </summary>
internal static class Simulation
{
    /// <param name="who">The identity, as the subject of a sentence.</param>
    /// <param name="decisions">The decisions of the simulation.</param>
    /// <param name="needed">The actions that are needed, each with its resource.</param>
    public static CheckResult Judge(
        string who, IReadOnlyList<SimulatedDecision> decisions, IReadOnlyList<(string Action, string Resource)> needed)
    {
        var results = needed.Select(need => JudgeOne(who, need.Action, need.Resource, Find(decisions, need))).ToList();
        return results.FirstOrDefault(result => result.Status == CheckResult.FailStatus)
            ?? results.FirstOrDefault(result => result.Status == CheckResult.UnknownStatus)
            ?? CheckResult.Pass($"{who} is allowed: {string.Join(", ", needed.Select(need => need.Action).Distinct())}.");
    }

    /// <summary>The decision on an action and its resource; null if there is none.</summary>
    public static SimulatedDecision? Find(IReadOnlyList<SimulatedDecision> decisions, (string Action, string Resource) need) =>
        decisions.FirstOrDefault(decision =>
            decision.Action.Equals(need.Action, StringComparison.OrdinalIgnoreCase) && decision.Resource == need.Resource);

    private static CheckResult JudgeOne(string who, string action, string resource, SimulatedDecision? decision)
    {
        var advice = $"Allow {action} on {resource}.";
        return decision switch
        {
            { Decision: "allowed" } => CheckResult.Pass(""),
            { Decision: "explicitDeny" } => CheckResult.Fail($"{who} is denied {action} by an explicit Deny.", advice),
            { MissingContext.Count: > 0 } => CheckResult.Unknown(
                $"{who} may be allowed {action}: it depends on {string.Join(", ", decision.MissingContext.Distinct())}.", advice),
            { Decision: "implicitDeny" } when action.StartsWith("kms:", StringComparison.Ordinal) =>
                CheckResult.Unknown($"{who} is not allowed {action} by IAM; the key policy can allow it.", advice),
            { Decision: "implicitDeny" } => CheckResult.Fail($"{who} is not allowed {action}.", advice),
            _ => CheckResult.Unknown($"The simulation has no decision about {action}."),
        };
    }
}
