namespace BedrockModels.Preflight;

/// <summary>
/// Whether Amazon Bedrock can assume the role: a statement of its trust policy allows sts:AssumeRole to bedrock.amazonaws.com, its
/// conditions hold for a call of CreateCustomModel, and no statement denies it.
/// </summary>
/// <remarks>
/// The value of aws:SourceArn that CreateCustomModel sends is not documented. The sample of AWS for import jobs names import jobs only, so
/// such a role may fail after the wait.
/// </remarks>
internal sealed class RoleTrustCheck()
    : RoleBasedCheck("RoleTrust", CheckResult.Unknown("The role does not exist, so it has no trust policy."))
{
    private const string Service = "bedrock.amazonaws.com";
    private const string Action = "sts:AssumeRole";

    private const string Advice =
        "Add a statement to the trust policy: \"Principal\": { \"Service\": \"bedrock.amazonaws.com\" }, \"Action\": \"sts:AssumeRole\", "
        + "with no condition other than aws:SourceAccount.";

    private static readonly string[] Equality = ["StringEquals", "StringLike", "StringEqualsIgnoreCase"];

    public override string? TargetOf(PreflightRow row) => row.Request.RoleArn;

    protected override async Task<CheckResult> CheckAsync(PreflightRow row, Arn arn, PreflightFacts facts)
    {
        var role = await facts.RoleAsync(row.RoleName!).ConfigureAwait(false);
        return Evaluate(role.TrustPolicy, arn.Account, row.Region, row.Partition);
    }

    /// <summary>The verdict on a trust policy, for a model in this account and Region.</summary>
    public static CheckResult Evaluate(string? json, string account, string region, string partition)
    {
        if (PolicyDocument.Parse(json) is not { } statements)
            return CheckResult.Unknown("The trust policy could not be read.", Advice);
        var arn = $"arn:{partition}:bedrock:{region}:{account}:";
        var relevant = statements.Where(statement => statement.Covers(Action)).ToList();
        var denials = relevant.Where(statement => statement.IsDeny && Names(statement) != Match.No).ToList();
        if (denials.Any(statement => statement.Conditions.Count == 0 && statement.Principals is not null))
            return CheckResult.Fail("The trust policy has a Deny statement for Amazon Bedrock.", "Remove this statement.");
        if (denials.Count > 0)
            return CheckResult.Unknown("The trust policy has a Deny statement with conditions that may include Amazon Bedrock.", Advice);
        var verdicts = relevant.Where(statement => !statement.IsDeny).Select(statement => Judge(statement, account, arn)).ToList();
        return new[] { CheckResult.PassStatus, CheckResult.WarningStatus, CheckResult.UnknownStatus, CheckResult.FailStatus }
            .Select(status => verdicts.FirstOrDefault(verdict => verdict?.Status == status)).FirstOrDefault(verdict => verdict is not null)
            ?? CheckResult.Fail($"The trust policy does not allow {Service} to assume the role.", Advice);
    }

    /// <returns>Null if the statement is not about Amazon Bedrock.</returns>
    private static CheckResult? Judge(PolicyStatement statement, string account, string arn)
    {
        if (Names(statement) is var match && match == Match.No)
            return null;
        if (match == Match.Perhaps)
        {
            return CheckResult.Unknown(
                statement.Principals is null
                    ? "The trust policy has NotPrincipal, which has no defined meaning there."
                    : "The trust policy names everyone (*). AWS does not document that this includes services.",
                Advice);
        }

        var verdicts = statement.Conditions.Select(condition => Judge(condition, account, arn)).ToList();
        return verdicts.FirstOrDefault(verdict => verdict.Status == CheckResult.FailStatus)
            ?? verdicts.FirstOrDefault(verdict => verdict.Status == CheckResult.WarningStatus)
            ?? verdicts.FirstOrDefault(verdict => verdict.Status == CheckResult.UnknownStatus)
            ?? CheckResult.Pass("Amazon Bedrock can assume the role.");
    }

    private static CheckResult Judge(PolicyCondition condition, string account, string arn)
    {
        var isAccount = condition.Is("aws:SourceAccount") && condition.Uses(Equality);
        var isArn = condition.Is("aws:SourceArn") && condition.Uses([.. Equality, "ArnLike", "ArnEquals"]);
        if (isAccount && condition.Values.Any(value => condition.Matches(value, account)))
            return CheckResult.Pass("The account matches.");
        if (isArn && condition.Values.Any(value => value.EndsWith('*') && condition.Matches(value, arn + "\0")))
            return CheckResult.Pass("The ARN of the source matches.");
        if ((!isAccount && !isArn) || condition.Values.Any(value => value.Contains("${", StringComparison.Ordinal)))
            return CheckResult.Unknown($"The trust policy has the condition {condition}, which only the service can evaluate.", Advice);
        var only = $"The trust policy allows only {condition} {string.Join(", ", condition.Values)}";
        var wildcard = condition.IsExact && condition.Values.Any(PolicyPattern.HasWildcard)
            ? $" {condition.Operator} has no wildcards."
            : "";
        if (isAccount)
        {
            return CheckResult.Fail(
                $"{only}, but the model is in {account}.{wildcard}", $"Set aws:SourceAccount to {account} in the trust policy.");
        }

        var advice = $"Remove the condition on aws:SourceArn, or use ArnLike with {arn}*.";
        return condition.Values.Any(value => CanMatch(condition, value, arn))
            ? CheckResult.Warn(
                $"{only}. AWS does not document the value for CreateCustomModel, so the model may fail after a long wait.", advice)
            : CheckResult.Fail($"{only}, which excludes {arn}*.{wildcard}", advice);
    }

    /// <summary>Whether a value can match an ARN of Amazon Bedrock in this account and Region, whatever its resource is.</summary>
    private static bool CanMatch(PolicyCondition condition, string value, string arn) =>
        !(condition.IsExact && PolicyPattern.HasWildcard(value))
        && Enumerable.Range(0, value.Length).Any(length => condition.Matches(value[..length], arn));

    private static Match Names(PolicyStatement statement)
    {
        if (statement.Principals is null)
            return Match.Perhaps;
        if (statement.Principals.Any(principal => principal is { Kind: "Service", Value: Service }))
            return Match.Yes;
        return statement.NamesEveryone ? Match.Perhaps : Match.No;
    }

    private enum Match
    {
        No, Perhaps, Yes,
    }
}
