namespace BedrockModels.Preflight;

/// <summary>Runs all checks of a row side by side. A check that fails or lacks a permission does not end the others.</summary>
internal static class PreflightChecks
{
    /// <summary>All checks, in the order of the output.</summary>
    public static IReadOnlyList<PreflightCheck> All { get; } =
    [
        new RequestCheck(), new AccountCheck(), new BucketNameCheck(), new RegionCheck(), new NameCheck(), new SourceCheck(),
        new ModelQuotaCheck(), new ModelUnitsCheck(), new ModelPackageCheck(), new RoleCheck(), new RoleTrustCheck(),
        new RolePermissionsCheck(), new CallerPermissionsCheck(), new ArtifactsCheck(), new KeyCheck(), new KeyPolicyCheck(),
    ];

    /// <param name="row">The model to check.</param>
    /// <param name="facts">The facts of the command.</param>
    /// <param name="skip">The names of checks that do not run.</param>
    /// <param name="ct">Ends the checks at once.</param>
    public static async Task<IReadOnlyList<CustomModelCheck>> RunAsync(
        PreflightRow row, PreflightFacts facts, IReadOnlyCollection<string> skip, CancellationToken ct)
    {
        var checks = All.Where(check => !skip.Contains(check.Name, StringComparer.OrdinalIgnoreCase) && check.TargetOf(row) is not null);
        return await Task.WhenAll(checks.Select(check => RunAsync(check, row, facts, ct)).ToList()).ConfigureAwait(false);
    }

    private static async Task<CustomModelCheck> RunAsync(PreflightCheck check, PreflightRow row, PreflightFacts facts, CancellationToken ct)
    {
        var result = await RunOneAsync(check, row, facts, ct).ConfigureAwait(false);
        return new CustomModelCheck
        {
            ModelName = row.Request.ModelName,
            Check = check.Name,
            Status = result.Status,
            Message = result.Message,
            RecommendedAction = result.RecommendedAction,
            Target = check.TargetOf(row),
            Region = row.Region,
        };
    }

    private static async Task<CheckResult> RunOneAsync(PreflightCheck check, PreflightRow row, PreflightFacts facts, CancellationToken ct)
    {
        try
        {
            return await check.RunAsync(row, facts).WaitAsync(ct).ConfigureAwait(false);
        }
        catch (BedrockException exception)
        {
            return CheckResult.From(exception);
        }
        catch (TimeoutException)
        {
            return CheckResult.Unknown(
                $"The service did not respond within {PreflightFacts.MaxTime.TotalSeconds} seconds.", "Check the network and the proxy.");
        }
    }
}
