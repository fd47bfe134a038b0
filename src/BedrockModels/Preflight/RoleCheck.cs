namespace BedrockModels.Preflight;

/// <summary>
/// Whether the role exists. IAM finds a role only in the account of the caller, and a role cannot be passed to another account.
/// </summary>
internal sealed class RoleCheck()
    : RoleBasedCheck("Role", CheckResult.Fail("The role does not exist.", "Create the role, or correct -RoleArn."))
{
    public override string? TargetOf(PreflightRow row) => row.Request.RoleArn;

    protected override async Task<CheckResult> CheckAsync(PreflightRow row, Arn arn, PreflightFacts facts)
    {
        var role = await facts.RoleAsync(row.RoleName!).ConfigureAwait(false);
        return role.Arn == row.Request.RoleArn
            ? CheckResult.Pass("The role exists.")
            : CheckResult.Fail($"The ARN of the role {row.RoleName} is {role.Arn}.", $"Use -RoleArn {role.Arn}.");
    }
}
