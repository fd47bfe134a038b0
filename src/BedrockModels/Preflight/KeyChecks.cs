namespace BedrockModels.Preflight;

/// <summary>
/// Whether the key can encrypt a model: enabled, symmetric, customer managed, in the Region. The policy of a key that AWS manages cannot be
/// edited.
/// </summary>
internal sealed class KeyCheck() : PreflightCheck("Key")
{
    public override string? TargetOf(PreflightRow row) => row.Request.ModelKmsKeyArn;

    public override async Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts)
    {
        const string Advice = "Use a symmetric customer managed key in the Region of the model.";
        KeyMetadata key;
        try
        {
            key = await facts.KeyAsync(row.Request.ModelKmsKeyArn!).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode is "NotFoundException" or "InvalidArnException")
        {
            return CheckResult.Fail("The key does not exist.", "Correct -KmsKeyArn.");
        }

        if (key.State is not ("Enabled" or null))
            return CheckResult.Fail($"The key is {key.State}.", "Enable the key, or use another one.");
        if (key.Spec is not ("SYMMETRIC_DEFAULT" or null) || key.Usage is not ("ENCRYPT_DECRYPT" or null))
            return CheckResult.Fail($"The key is not for symmetric encryption ({key.Spec}, {key.Usage}).", Advice);
        if (key.Manager == "AWS")
            return CheckResult.Fail("The key is managed by AWS, so its policy cannot be changed.", Advice);
        return Arn.Parse(key.Arn) is { } arn && arn.Region != row.Region
            ? CheckResult.Fail($"The key is in {arn.Region}, but the model would be in {row.Region}.", Advice)
            : CheckResult.Pass("The key is enabled, symmetric and customer managed.");
    }
}

/// <summary>
/// Whether the policy of the key allows its user, or leaves the decision to IAM. The user is the role, or with a model package the caller.
/// Grants do not show, so that a policy without an Allow is not a Fail.
/// </summary>
internal sealed class KeyPolicyCheck() : PreflightCheck("KeyPolicy")
{
    public override string? TargetOf(PreflightRow row) => row.Request.ModelKmsKeyArn;

    public override async Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts)
    {
        var user = row.Package is null && row.Role is not null
            ? row.Role.ToString()
            : Principal.From(await facts.CallerAsync().ConfigureAwait(false))?.Arn;
        if (Arn.Parse(user) is null)
            return CheckResult.Unknown("The identity that uses the key is not known.");
        try
        {
            return Evaluate(await facts.KeyPolicyAsync(row.Request.ModelKmsKeyArn!).ConfigureAwait(false), user!);
        }
        catch (BedrockException exception) when (exception.ErrorCode == "NotFoundException")
        {
            return CheckResult.Unknown("The key does not exist, so it has no policy.");
        }
    }

    /// <summary>The verdict on the policy of a key.</summary>
    /// <param name="json">The policy.</param>
    /// <param name="user">The ARN of the role or user that uses the key.</param>
    public static CheckResult Evaluate(string? json, string user)
    {
        var advice = $"Allow {string.Join(", ", Simulation.KeyActions)} to {user} in the key policy.";
        if (PolicyDocument.Parse(json) is not { } statements)
            return CheckResult.Unknown("The key policy could not be read.", advice);
        var relevant = statements.Where(one => one.Principals is null || one.NamesEveryone || Names(one, user)).ToList();
        var denials = relevant.Where(one => one.IsDeny && Simulation.KeyActions.Any(one.Covers)).ToList();
        if (denials.Any(statement => statement.Conditions.Count == 0 && statement.Principals is not null))
            return CheckResult.Fail($"The key policy denies {user}.", "Remove the Deny statement from the key policy.");
        if (denials.Count > 0)
            return CheckResult.Unknown("The key policy has a Deny statement with conditions that may include this identity.", advice);
        var allows = relevant.Where(statement => !statement.IsDeny && statement.Principals is not null).ToList();
        var missing = Simulation.KeyActions.Where(action => !allows.Any(one => one.Covers(action))).ToList();
        if (missing.Count > 0)
        {
            return CheckResult.Unknown(
                $"The key policy does not allow {string.Join(", ", missing)} to {user}; a grant can allow it.", advice);
        }

        return Simulation.KeyActions.All(action => allows.Any(one => one.Conditions.Count == 0 && one.Covers(action)))
            ? CheckResult.Pass("The key policy allows the use of the key or leaves it to IAM.")
            : CheckResult.Unknown("The key policy allows the use of the key under conditions that only the service can evaluate.", advice);
    }

    /// <summary>
    /// Whether a statement names an identity or its account. An Allow for the account leaves the decision to IAM; a Deny for the account
    /// includes all its identities.
    /// </summary>
    private static bool Names(PolicyStatement statement, string user)
    {
        var arn = Arn.Parse(user)!;
        string[] names = [user, arn.Account, $"arn:{arn.Partition}:iam::{arn.Account}:root"];
        return statement.Principals!.Any(one => one.Kind == "AWS" && names.Contains(one.Value));
    }
}
