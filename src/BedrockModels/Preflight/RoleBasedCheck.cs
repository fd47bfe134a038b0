namespace BedrockModels.Preflight;

/// <summary>A check that reads the role, or simulates it.</summary>
/// <param name="name">The name of the check.</param>
/// <param name="missing">The result for a role that does not exist.</param>
internal abstract class RoleBasedCheck(string name, CheckResult missing) : PreflightCheck(name)
{
    public const string NotFoundCode = "NoSuchEntity";

    public sealed override async Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts)
    {
        if (row.Role is not { } arn)
            return CheckResult.Unknown("-RoleArn is not the ARN of a role.");
        if (await FindOtherAccountAsync(row, facts).ConfigureAwait(false) is { } other)
            return other;
        try
        {
            return await CheckAsync(row, arn, facts).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode == NotFoundCode)
        {
            return missing;
        }
    }

    protected abstract Task<CheckResult> CheckAsync(PreflightRow row, Arn arn, PreflightFacts facts);

    /// <summary>
    /// Unknown for a role in another account than the caller's, which IAM does not show; null for a role in the same account.
    /// </summary>
    private static async Task<CheckResult?> FindOtherAccountAsync(PreflightRow row, PreflightFacts facts)
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
