namespace BedrockModels.Preflight;

/// <summary>Whether the request follows the rules of the API: the same check that New-BedrockCustomModel makes.</summary>
internal sealed class RequestCheck() : PreflightCheck("Request")
{
    public override string? TargetOf(PreflightRow row) => row.Name;

    public override Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts) => Task.FromResult(row.Violation is { } violation
        ? CheckResult.Fail(violation, "Correct the value. New-BedrockCustomModel would not send this request.")
        : CheckResult.Pass("The request follows the rules of the API."));
}

/// <summary>
/// Whether the role, the key, the package, the bucket and the caller belong together: one account, one partition, and the Region of the
/// call. A role cannot be passed to another account, and the name of an escrow bucket contains the account of its owner.
/// </summary>
internal sealed class AccountCheck() : PreflightCheck("Account")
{
    public override string? TargetOf(PreflightRow row) => row.Region;

    public override async Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts)
    {
        (string Name, Arn? Arn)[] arns = [("the role", row.Role), ("the key", row.Key), ("the model package", row.Package)];
        foreach (var (name, arn) in arns.Where(pair => pair.Arn is not null))
        {
            if (arn!.Partition != row.Partition)
                return Contradiction($"{Capital(name)} is in the partition {arn.Partition}, but {row.Region} is in {row.Partition}.");
            if (arn.Region.Length > 0 && arn.Region != row.Region)
                return Contradiction($"{Capital(name)} is in {arn.Region}, but the model would be in {row.Region}.");
        }

        var (caller, failure) = await FindCallerAsync(facts).ConfigureAwait(false);
        (string Name, string? Account)[] accounts =
        [
            ("the role", row.Role?.Account), ("the model package", row.Package?.Account),
            ("the escrow bucket", EscrowBucket.AccountOf(row.Artifacts?.Bucket)), ("the caller", caller?.Account),
        ];
        var owners = accounts.Where(one => one.Account is { Length: > 0 }).ToList();
        if (owners.Find(one => one.Account != owners[0].Account) is { Name: not null } other)
        {
            return Contradiction(
                $"{Capital(owners[0].Name)} is in account {owners[0].Account}, but {other.Name} is in {other.Account}.");
        }

        // Only a key may be in another account, so that it is compared last.
        return row.Key is { Account.Length: > 0 } key && owners.Find(one => one.Account != key.Account) is { Name: not null } owner
            ? CheckResult.Warn(
                $"The key is in account {key.Account}, but {owner.Name} is in {owner.Account}.",
                "A key of another account needs a key policy that allows this account. Check that this is the key you want.")
            : failure ?? CheckResult.Pass($"Everything is in account {owners[0].Account} and {row.Region}.");
    }

    private static CheckResult Contradiction(string message) =>
        CheckResult.Fail(message, "Use resources and credentials of one account, and the Region of the artifacts.");

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static async Task<(CallerIdentity? Identity, CheckResult? Failure)> FindCallerAsync(PreflightFacts facts)
    {
        try
        {
            return (await facts.CallerAsync().ConfigureAwait(false), null);
        }
        catch (BedrockException exception)
        {
            return (null, CheckResult.From(exception));
        }
    }
}

/// <summary>
/// Whether the bucket has the name of a bucket that SageMaker made for training: customer-escrow-ACCOUNT-smtj-ID, or -hp- for HyperPod. An
/// ordinary bucket does not work.
/// </summary>
internal sealed class BucketNameCheck() : PreflightCheck("BucketName")
{
    public override string? TargetOf(PreflightRow row) => row.Artifacts?.Bucket;

    public override Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts) => Task.FromResult(
        EscrowBucket.AccountOf(row.Artifacts!.Bucket) is not null
            ? CheckResult.Pass("The bucket has the name of an escrow bucket of SageMaker.")
            : CheckResult.Warn(
                "The bucket does not have the name of an escrow bucket, such as customer-escrow-123456789012-smtj-1a2b3c.",
                "Use the URI in the manifest of the training job: Get-BedrockTrainingArtifact JOB."));
}

/// <summary>The names of the buckets that SageMaker makes for training.</summary>
internal static partial class EscrowBucket
{
    /// <summary>The account in the name; null for another bucket.</summary>
    public static string? AccountOf(string? bucket) => Name().Match(bucket ?? "") is { Success: true } match ? match.Groups[1].Value : null;

    [System.Text.RegularExpressions.GeneratedRegex(@"\Acustomer-escrow-([0-9]{12})-(?:smtj|hp)-[a-z0-9-]+\z")]
    private static partial System.Text.RegularExpressions.Regex Name();
}
