using System.IO.Enumeration;

namespace BedrockModels.Emulator;

/// <summary>
/// The account around Bedrock: what the checks before CreateCustomModel ask for, and what a creation meets. If a kind is named, only its
/// names exist; in a kind that is not named, every name exists and is valid. Names are case-sensitive, as in AWS.
/// </summary>
internal sealed class EmulatorAccount
{
    /// <summary>The roles, by name or ARN.</summary>
    public Dictionary<string, AccountRole?>? Roles { get; set; }

    /// <summary>The buckets, by name.</summary>
    public Dictionary<string, AccountBucket?>? Buckets { get; set; }

    /// <summary>The KMS keys, by ARN, id or alias.</summary>
    public Dictionary<string, AccountKey?>? Keys { get; set; }

    /// <summary>The model packages, by ARN or by the part of it after <c>model-package/</c>.</summary>
    public Dictionary<string, AccountModelPackage?>? ModelPackages { get; set; }

    /// <summary>The training jobs, by name.</summary>
    public Dictionary<string, AccountTrainingJob?>? TrainingJobs { get; set; }

    /// <summary>The applied quotas of Bedrock, by code or name.</summary>
    public Dictionary<string, double>? Quotas { get; set; }

    /// <summary>The actions that the caller may not use, as patterns such as <c>iam:*</c>.</summary>
    public string[]? Deny { get; set; }

    /// <summary>The ARN of the caller; null for the IAM user <c>emulator</c>.</summary>
    public string? Caller { get; set; }

    /// <summary>Whether a call is denied.</summary>
    public bool Denies(string action) => MatchesAny(Deny, action);

    /// <summary>Whether the caller lacks a permission that AWS checks for another call, for example iam:PassRole for a creation.</summary>
    /// <remarks>A pattern for a whole service closes that service to the caller, and does not change what Bedrock does.</remarks>
    public bool DeniesByName(string action) =>
        MatchesAny(Deny?.Where(pattern => pattern != "*" && !pattern.EndsWith(":*", StringComparison.Ordinal)), action);

    public AccountRole? FindRole(string nameOrArn, string account) => Find(Roles, key =>
        key == nameOrArn || (Arn.Parse(key) is { } arn ? !Arn.LooksLikeOne(nameOrArn) && NameOf(arn.Resource) == nameOrArn
            : NameOf(key) == NameOf(nameOrArn) && (Arn.Parse(nameOrArn)?.Account ?? account) == account))?.Value;

    public AccountBucket? FindBucket(string name) => Find(Buckets, key => key == name)?.Value;

    /// <summary>A key and its ARN in a Region; null if it is not there.</summary>
    public (string Arn, AccountKey Key)? FindKey(string id, string region, string account)
    {
        string ArnOf(string text) => Arn.LooksLikeOne(text) ? text : Create("kms", region, account, "key/" + KeyId(text));
        var found = Find(Keys, key => key == id || ArnOf(key) == ArnOf(id));
        var arn = ArnOf(found?.Name ?? id);
        return found is { } key && IsHere(Keys, arn, region) ? (arn, key.Value) : null;
    }

    /// <summary>A model package and its ARN in a Region; null if it is not there.</summary>
    public (string Arn, AccountModelPackage Package)? FindPackage(string name, string region, string account)
    {
        string ArnOf(string text) => Arn.LooksLikeOne(text) ? text : Create("sagemaker", region, account, "model-package/" + text);
        return Find(ModelPackages, key => ArnOf(key) == ArnOf(name)) is { } found && IsHere(ModelPackages, ArnOf(name), region)
            ? (ArnOf(name), found.Value) : null;
    }

    public AccountTrainingJob? FindJob(string name) => Find(TrainingJobs, key => key == name)?.Value;

    /// <summary>Whether a text matches one of the patterns. Actions ignore case, as in IAM.</summary>
    public static bool MatchesAny(IEnumerable<string>? patterns, string text) =>
        patterns?.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true)) == true;

    public static string Create(string service, string region, string account, string resource) =>
        new Arn(Partition.Find(region).Name, service, region, account, resource).ToString();

    /// <exception cref="EmulatorException">A value is not one that the services have.</exception>
    public void Check(string where = "")
    {
        foreach (var key in (Keys ?? []).Values.OfType<AccountKey>())
        {
            Check("State", key.State, "Enabled", "Disabled", "PendingDeletion", "PendingImport", "Unavailable", "Creating", "Updating");
            Check("Manager", key.Manager, "CUSTOMER", "AWS");
        }

        foreach (var package in (ModelPackages ?? []).Values.OfType<AccountModelPackage>())
        {
            Check("Status", package.Status, "Completed", "Pending", "InProgress", "Failed", "Deleting");
            Check("ApprovalStatus", package.ApprovalStatus, "Approved", "Rejected", "PendingManualApproval");
        }

        foreach (var job in (TrainingJobs ?? []).Values.OfType<AccountTrainingJob>())
        {
            Check("Status", job.Status, "Completed", "InProgress", "Failed", "Stopping", "Stopped", "Deleting");
            Check("Technique", job.Technique ?? "SFT", "SFT", "DPO", "RLVR", "RLAIF");
        }

        foreach (var bucket in (Buckets ?? []).Values.OfType<AccountBucket>())
        {
            if (bucket.Region is { } region && !Regions.HasUsualForm(region))
                throw new EmulatorException($"{where}Account setting Region '{region}' is not a valid Region name, such as us-east-1.");
            if (bucket.Objects?.FirstOrDefault(item => AccountBucket.Read(item.Value, int.MaxValue) is null).Key is { } wrong)
                throw new EmulatorException($"{where}Account setting Objects is not valid: '{wrong}' must be text, bytes or a size.");
        }

        if (Quotas?.FirstOrDefault(quota => !double.IsFinite(quota.Value) || quota.Value < 0) is { Key: { } name } wrongQuota)
        {
            throw new EmulatorException(string.Create(CultureInfo.InvariantCulture,
                $"{where}Account setting Quotas '{name}' is {wrongQuota.Value}. Use 0 or more."));
        }

        void Check(string name, string value, params string[] values)
        {
            if (!values.Contains(value, StringComparer.Ordinal))
                throw new EmulatorException($"{where}Account setting {name} '{value}' is not valid. Use {string.Join(", ", values)}.");
        }
    }

    /// <summary>The thing of a kind with a name; null if it is not there. In a kind that is not named, everything is there.</summary>
    private static (string? Name, T Value)? Find<T>(Dictionary<string, T?>? kind, Func<string, bool> matches)
        where T : class, new()
    {
        if (kind is null)
            return (null, new());
        var found = kind.FirstOrDefault(item => matches(item.Key));
        return found.Key is null ? null : (found.Key, found.Value ?? new());
    }

    /// <summary>Whether an ARN is of a Region; where the kind is in order, so is every ARN.</summary>
    private static bool IsHere(object? kind, string arn, string region) => kind is null || Arn.Parse(arn)?.Region == region;

    /// <summary>The name of a role without its path.</summary>
    private static string NameOf(string resource) => resource[(resource.LastIndexOf('/') + 1)..];

    private static string KeyId(string text) => text.StartsWith("alias/", StringComparison.Ordinal)
        ? new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToString() : text;
}
