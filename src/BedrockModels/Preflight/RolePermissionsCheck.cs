namespace BedrockModels.Preflight;

/// <summary>
/// Whether the role can list and read the artifacts and use the key. The policy of the bucket, which is in an account of AWS, is not part
/// of a simulation. The first question is about the whole bucket, because rows share it. A Deny for a part of a bucket that the role may
/// read as a whole is therefore not found.
/// </summary>
internal sealed class RolePermissionsCheck()
    : RoleBasedCheck("RolePermissions", CheckResult.Unknown("The role does not exist, so it has no permissions."))
{
    public override string? TargetOf(PreflightRow row) => row.Artifacts is null && row.Key is null ? null : row.Request.RoleArn;

    protected override async Task<CheckResult> CheckAsync(PreflightRow row, Arn arn, PreflightFacts facts)
    {
        var needed = new List<(string Action, string Resource)>();
        var bucket = $"arn:{row.Partition}:s3:::{row.Artifacts?.Bucket}";
        if (row.Artifacts is not null)
            needed.AddRange([("s3:ListBucket", bucket), ("s3:GetObject", bucket + "/*")]);
        if (row.Key is not null)
            needed.AddRange(CreateCustomModelRules.KeyActions.Select(action => (action, row.Key.ToString())));
        var role = arn.ToString();
        var decisions = await facts.SimulationAsync(role, needed).ConfigureAwait(false);
        if (row.Artifacts is { Key.Length: > 0 } artifacts && Simulation.Find(decisions, needed[1])?.Decision != "allowed")
        {
            needed[1] = ("s3:GetObject", $"{bucket}/{artifacts.Key}/*");
            decisions = [.. decisions, .. await facts.SimulationAsync(role, [needed[1]]).ConfigureAwait(false)];
        }

        return Simulation.Judge("The role", decisions, needed);
    }
}
