using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace BedrockModels.Emulator;

/// <summary>
/// The account around Bedrock: what the checks before CreateCustomModel ask for, and what a creation meets. Of a kind that it names, only
/// what it names exists; a kind that it does not name is in order, whatever is asked for. Names are case-sensitive, as in AWS.
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
    public string[] Deny { get; set; } = [];

    /// <summary>The ARN of the caller; null for the IAM user <c>emulator</c>.</summary>
    public string? Caller { get; set; }

    /// <summary>Whether a call is denied.</summary>
    public bool Denies(string action) => MatchesAny(Deny, action);

    /// <summary>Whether the caller lacks a permission that AWS checks for another call, for example iam:PassRole for a creation.</summary>
    /// <remarks>A pattern for a whole service closes that service to the caller, and does not change what Bedrock does.</remarks>
    public bool DeniesByName(string action) =>
        MatchesAny(Deny.Where(pattern => pattern != "*" && !pattern.EndsWith(":*", StringComparison.Ordinal)), action);

    public AccountRole? FindRole(string nameOrArn, string account) => Find(Roles, key =>
        key == nameOrArn || (Arn.Parse(key) is { } arn ? !Arn.LooksLikeOne(nameOrArn) && NameOf(arn.Resource) == nameOrArn
            : NameOf(key) == NameOf(nameOrArn) && (Arn.Parse(nameOrArn)?.Account ?? account) == account))?.Value;

    public AccountBucket? FindBucket(string name) => Find(Buckets, key => key == name)?.Value;

    /// <summary>A key and its ARN in a Region; null if it is not there. Other Regions and accounts have other keys.</summary>
    public (string Arn, AccountKey Key)? FindKey(string id, string region, string account)
    {
        string ArnOf(string text) => Arn.LooksLikeOne(text) ? text : Create("kms", region, account, "key/" + KeyId(text));
        var found = Find(Keys, key => key == id || ArnOf(key) == ArnOf(id));
        return found is { } && ArnOf(found.Value.Name ?? id) is var arn && Arn.Parse(arn)?.Region == region ? (arn, found.Value.Value) : null;
    }

    /// <summary>A model package and its ARN in a Region; null if it is not there.</summary>
    public (string Arn, AccountModelPackage Package)? FindPackage(string name, string region, string account)
    {
        string ArnOf(string text) => Arn.LooksLikeOne(text) ? text : Create("sagemaker", region, account, "model-package/" + text);
        return Arn.Parse(ArnOf(name))?.Region == region && Find(ModelPackages, key => ArnOf(key) == ArnOf(name)) is { } found
            ? (ArnOf(name), found.Value) : null;
    }

    public AccountTrainingJob? FindJob(string name) => Find(TrainingJobs, key => key == name)?.Value;

    /// <summary>Whether a text matches one of the patterns. Actions ignore case, as in IAM.</summary>
    public static bool MatchesAny(IEnumerable<string> patterns, string text) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true));

    public static string Create(string service, string region, string account, string resource) =>
        new Arn(Partition.Of(region).Name, service, region, account, resource).ToString();

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

        void Check(string name, string value, params string[] values)
        {
            if (!values.Contains(value, StringComparer.Ordinal))
                throw new EmulatorException($"{where}Account setting {name} '{value}' is not valid. Use {string.Join(", ", values)}.");
        }
    }

    /// <summary>What has a name. If the kind is not named at all, everything of it is there and in order, and has no name of its own.</summary>
    private static (string? Name, T Value)? Find<T>(Dictionary<string, T?>? kind, Func<string, bool> matches)
        where T : class, new()
    {
        if (kind is null)
            return (null, new());
        var found = kind.FirstOrDefault(item => matches(item.Key));
        return found.Key is null ? null : (found.Key, found.Value ?? new());
    }

    /// <summary>The name of a role without its path.</summary>
    private static string NameOf(string resource) => resource[(resource.LastIndexOf('/') + 1)..];

    private static string KeyId(string text) => text.StartsWith("alias/", StringComparison.Ordinal)
        ? new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToString() : text;
}

/// <summary>A role: its trust policy (JSON, or its text), and the actions that its permissions allow and deny, as patterns.</summary>
internal sealed class AccountRole
{
    public const string DefaultTrust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"bedrock.amazonaws.com"},"Action":"sts:AssumeRole"}]}
        """;

    public JsonNode? TrustPolicy { get; set; }

    public string[] Allow { get; set; } = ["*"];

    public string[] Deny { get; set; } = [];

    /// <summary>The trust policy as IAM has it; by default Bedrock is trusted.</summary>
    [JsonIgnore]
    public string TrustText => AccountPolicy.TextOf(TrustPolicy) ?? DefaultTrust;

    /// <summary>The decision of IAM about an action.</summary>
    public string Decide(string action) => EmulatorAccount.MatchesAny(Deny, action) ? "explicitDeny"
        : EmulatorAccount.MatchesAny(Allow, action) ? "allowed" : "implicitDeny";
}

/// <summary>A bucket: its Region and its objects by key: text, <c>{"base64": ...}</c>, or a number, the size of an object of zeros.</summary>
internal sealed class AccountBucket
{
    /// <summary>The Region; null for that of the request.</summary>
    public string? Region { get; set; }

    /// <summary>The objects; null for any object that is asked for.</summary>
    public Dictionary<string, JsonNode?>? Objects { get; set; }

    /// <summary>The size of an object, and its content if it is not longer than a limit; null if the value is not an object.</summary>
    public static (long Size, byte[]? Content)? Read(JsonNode? value, long limit)
    {
        if (value is JsonObject { Count: 1 } bytes && bytes["base64"] is JsonValue base64 && base64.TryGetValue<string>(out var encoded))
            value = JsonValue.Create(encoded);
        else if (value is JsonValue text && text.TryGetValue<string>(out var content))
            value = JsonValue.Create(Convert.ToBase64String(Encoding.UTF8.GetBytes(content)));
        else if (value is JsonValue number && number.GetValueKind() == JsonValueKind.Number && long.TryParse(number.ToJsonString(), out var size))
            return size < 0 ? null : (size, size <= limit ? new byte[size] : null);
        else
            return null;
        var buffer = new byte[value.GetValue<string>().Length];
        return Convert.TryFromBase64String(value.GetValue<string>(), buffer, out var length) ? (length, buffer[..length]) : null;
    }
}

/// <summary>A KMS key, with the words of KMS. By default its policy lets IAM of the account decide.</summary>
internal sealed class AccountKey
{
    public string State { get; set; } = "Enabled";

    public string Manager { get; set; } = "CUSTOMER";

    public string Spec { get; set; } = "SYMMETRIC_DEFAULT";

    public string Usage { get; set; } = "ENCRYPT_DECRYPT";

    public JsonNode? Policy { get; set; }
}

/// <summary>A model package, with the words of SageMaker.</summary>
internal sealed class AccountModelPackage
{
    public string Status { get; set; } = "Completed";

    public string ApprovalStatus { get; set; } = "Approved";

    /// <summary>Whether its group has the managed storage type Restricted, which CreateCustomModel needs.</summary>
    public bool Restricted { get; set; } = true;

    /// <summary>The artifacts of a package that is not restricted.</summary>
    public string? S3Uri { get; set; }

    /// <summary>The name of its base model in the hub.</summary>
    public string BaseModel { get; set; } = "nova-textgeneration-lite";
}

/// <summary>A training job, with the words of SageMaker.</summary>
internal sealed class AccountTrainingJob
{
    public string Status { get; set; } = "Completed";

    public string? FailureReason { get; set; }

    /// <summary>OutputDataConfig.S3OutputPath; null for a bucket of the account.</summary>
    public string? OutputPath { get; set; }

    /// <summary>ModelArtifacts.S3ModelArtifacts, which serverless jobs do not have.</summary>
    public string? S3ModelArtifacts { get; set; }

    /// <summary>OutputModelPackageArn, which serverless jobs can have.</summary>
    public string? ModelPackageArn { get; set; }

    /// <summary>CheckpointConfig.S3Uri.</summary>
    public string? CheckpointUri { get; set; }

    /// <summary>The technique of a serverless job: SFT, DPO, RLVR or RLAIF; null for a job that is not serverless.</summary>
    public string? Technique { get; set; }

    /// <summary>The base model of a serverless job in the hub.</summary>
    public string BaseModel { get; set; } = "nova-textgeneration-lite";

    /// <summary>Whether a serverless job trains an adapter (LORA), not all weights.</summary>
    public bool Lora { get; set; } = true;
}
