namespace BedrockModels.Preflight;

/// <summary>
/// Whether the role can list and read the artifacts and use the key. The policy of the bucket, which is in an account of AWS, is not part
/// of a simulation.
/// </summary>
internal sealed class RolePermissionsCheck() : PreflightCheck("RolePermissions")
{
    public override string? TargetOf(PreflightRow row) => row.Artifacts is null && row.Key is null ? null : row.Request.RoleArn;

    public override async Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts)
    {
        if (row.Role is null)
            return RoleCheck.NotAnArn;
        if (await RoleCheck.FindOtherAccountAsync(row, facts).ConfigureAwait(false) is { } other)
            return other;
        try
        {
            return await SimulateAsync(row, facts).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode == RoleCheck.NotFoundCode)
        {
            return CheckResult.Unknown("The role does not exist, so it has no permissions.");
        }
    }

    private static async Task<CheckResult> SimulateAsync(PreflightRow row, PreflightFacts facts)
    {
        var needed = new List<(string Action, string Resource)>();
        if (row.Artifacts is { } artifacts)
        {
            var bucket = $"arn:{row.Partition}:s3:::{artifacts.Bucket}";
            var prefix = artifacts.Key.Length == 0 ? bucket : $"{bucket}/{artifacts.Key}";
            needed.AddRange([("s3:ListBucket", bucket), ("s3:GetObject", prefix + "/*")]);
        }

        if (row.Key is not null)
            needed.AddRange(Simulation.KeyActions.Select(action => (action, row.Key.ToString())));
        return Simulation.Judge("The role", await facts.SimulationAsync(row.Role!.ToString(), needed).ConfigureAwait(false), needed);
    }
}
