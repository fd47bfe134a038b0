namespace BedrockModels.Preflight;

/// <summary>The result of one check.</summary>
internal sealed record CheckResult(string Status, string Message, string? RecommendedAction = null)
{
    public const string PassStatus = "Pass";
    public const string FailStatus = "Fail";
    public const string WarningStatus = "Warning";
    public const string UnknownStatus = "Unknown";

    public static CheckResult Pass(string message) => new(PassStatus, message);

    public static CheckResult Fail(string message, string action) => new(FailStatus, message, action);

    public static CheckResult Warn(string message, string action) => new(WarningStatus, message, action);

    public static CheckResult Unknown(string message, string? action = null) => new(UnknownStatus, message, action);

    /// <summary>
    /// The result of a failed call: Unknown. A missing permission, or a service that does not respond, proves neither that the thing is in
    /// order nor that it is not.
    /// </summary>
    public static CheckResult From(BedrockException exception)
    {
        var permission = NeighborPermissions.Find(exception.Operation) ?? "bedrock:" + exception.Operation;
        if (IsDenied(exception))
            return Unknown($"The caller is not allowed to check this ({permission}).", $"Allow {permission} to run this check.");
        return Unknown(
            $"The check did not complete ({exception.ErrorCode}): {exception.Message}", exception.IsRetryable ? "Try again later." : null);
    }

    public static bool IsDenied(BedrockException exception) =>
        exception.ErrorCode is ErrorCode.AccessDenied or "AccessDenied" or "UnauthorizedOperation" or "Forbidden";
}
