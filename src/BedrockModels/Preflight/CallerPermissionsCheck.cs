namespace BedrockModels.Preflight;

/// <summary>
/// Whether the caller may create the model: CreateCustomModel itself, passing the role, reading the package, and with a package, which no
/// role reads, using the key. A simulation needs the ARN of a user or role, so that a session is simulated as its role.
/// </summary>
internal sealed class CallerPermissionsCheck() : PreflightCheck("CallerPermissions")
{
    // The roles of IAM Identity Center always have a path, which the ARN of the session does not show.
    private const string IdentityCenterPrefix = "AWSReservedSSO_";

    public override string? TargetOf(PreflightRow row) => "the caller";

    public override async Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts)
    {
        var caller = await facts.CallerAsync().ConfigureAwait(false);
        if (Principal.From(caller) is not { } principal)
            return CheckResult.Unknown($"The permissions of {caller.Arn} cannot be simulated.", "Use a user or a role.");
        var needed = Needed(row, caller.Account).ToList();
        var arn = principal.RoleName?.StartsWith(IdentityCenterPrefix, StringComparison.Ordinal) == true
            ? (await facts.RoleAsync(principal.RoleName).ConfigureAwait(false)).Arn
            : principal.Arn;
        try
        {
            return await SimulateAsync(facts, arn, needed).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode == RoleBasedCheck.NotFoundCode && principal.RoleName is not null)
        {
            var role = await facts.RoleAsync(principal.RoleName).ConfigureAwait(false);
            return await SimulateAsync(facts, role.Arn, needed).ConfigureAwait(false);
        }
    }

    private static async Task<CheckResult> SimulateAsync(
        PreflightFacts facts, string arn, IReadOnlyList<(string Action, string Resource)> needed)
    {
        var decisions = await facts.SimulationAsync(arn, needed).ConfigureAwait(false);
        return Simulation.Judge("The caller", decisions, needed);
    }

    private static IEnumerable<(string Action, string Resource)> Needed(PreflightRow row, string account)
    {
        yield return ("bedrock:CreateCustomModel", "*");
        if (row.IsTagged)
            yield return ("bedrock:TagResource", $"arn:{row.Partition}:bedrock:{row.Region}:{account}:custom-model/imported/*");
        if (row.Role is not null)
            yield return ("iam:PassRole", row.Role.ToString());
        if (row.Package is null)
            yield break;
        yield return ("sagemaker:DescribeModelPackage", row.Package.ToString());
        yield return ("sagemaker:AccessModelPackage", row.Package.ToString());
        foreach (var action in row.Key is null ? [] : CreateCustomModelRules.KeyActions)
            yield return (action, row.Key!.ToString());
    }
}

/// <summary>A user, or a role without its path, whose policies can be read.</summary>
internal sealed record Principal(string Arn, string? RoleName)
{
    /// <returns>Null for the root user and other identities without policies of their own.</returns>
    public static Principal? From(CallerIdentity caller) => Protocol.Arn.Parse(caller.Arn) switch
    {
        { Service: "iam" } arn when arn.Resource.StartsWith("user/", StringComparison.Ordinal) => new Principal(caller.Arn, null),
        { Service: "sts" } arn when arn.Resource.Split('/') is ["assumed-role", var name, ..] =>
            new Principal($"arn:{arn.Partition}:iam::{arn.Account}:role/{name}", name),
        _ => null,
    };
}
