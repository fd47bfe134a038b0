namespace BedrockModels.Preflight;

/// <summary>
/// Whether the role exists. IAM finds a role only in the account of the caller, and a role cannot be passed to another account.
/// </summary>
internal sealed class RoleCheck() : PreflightCheck("Role")
{
    public const string NotFoundCode = "NoSuchEntity";

    public static CheckResult NotAnArn { get; } = CheckResult.Unknown("-RoleArn is not the ARN of a role.");

    public override string? TargetOf(PreflightRow row) => row.Request.RoleArn;

    public override async Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts)
    {
        if (row.Role is null)
            return NotAnArn;
        if (await FindOtherAccountAsync(row, facts).ConfigureAwait(false) is { } other)
            return other;
        try
        {
            var role = await facts.RoleAsync(row.RoleName!).ConfigureAwait(false);
            return role.Arn == row.Request.RoleArn
                ? CheckResult.Pass("The role exists.")
                : CheckResult.Fail($"The ARN of the role {row.RoleName} is {role.Arn}.", $"Use -RoleArn {role.Arn}.");
        }
        catch (BedrockException exception) when (exception.ErrorCode == NotFoundCode)
        {
            return CheckResult.Fail("The role does not exist.", "Create the role, or correct -RoleArn.");
        }
    }

    /// <summary>
    /// Unknown for a role in another account than the caller's, which IAM does not show; null for a role in the same account.
    /// </summary>
    public static async Task<CheckResult?> FindOtherAccountAsync(PreflightRow row, PreflightFacts facts)
    {
        try
        {
            var caller = await facts.CallerAsync().ConfigureAwait(false);
            return row.Role!.Account == caller.Account
                ? null
                : CheckResult.Unknown($"The role is in account {row.Role.Account}, but the caller is in {caller.Account}.");
        }
        catch (BedrockException)
        {
            // IAM answers for the account of the caller, whichever that is.
            return null;
        }
    }
}
