namespace BedrockModels.Emulator;

/// <summary>
/// The common members of models, deployments and throughputs. No timer runs: a resource knows when it becomes ready, and its
/// status follows from the clock. A restart therefore needs no code to continue. The names of the members are those of the
/// state file, in which each resource begins with its name and ARN.
/// </summary>
internal abstract class StoredResource
{
    [JsonPropertyOrder(-3)]
    public required string Name { get; set; }

    [JsonPropertyOrder(-2)]
    public string Arn { get; set; } = "";

    public DateTimeOffset CreationTime { get; set; }

    /// <summary>When the resource stops being Creating.</summary>
    public DateTimeOffset ReadyTime { get; set; }

    /// <summary>The reason why the resource becomes Failed; null if it becomes ready.</summary>
    public string? FailureMessage { get; set; }

    /// <summary>When a resource that was ready becomes Failed; null if it is never ready before.</summary>
    public DateTimeOffset? FailureTime { get; set; }

    /// <summary>When lists begin to show the resource; null for at once.</summary>
    public DateTimeOffset? ListedTime { get; set; }

    public Dictionary<string, string> Tags { get; set; } = [];

    /// <summary>Whether the resource is of this account, and not shared by another one, whose names are its own.</summary>
    [JsonIgnore]
    public virtual bool IsOwn => true;

    public bool IsCreating(DateTimeOffset now) => now < ReadyTime;

    public bool WasReady(DateTimeOffset now) => !IsCreating(now) && (FailureMessage is null || FailureTime > ReadyTime);

    /// <summary>The reason why the resource has failed; null if it has not.</summary>
    public virtual string? FailureAt(DateTimeOffset now) => IsCreating(now) || now < FailureTime ? null : FailureMessage;

    public virtual string StatusAt(DateTimeOffset now) =>
        IsCreating(now) ? ResourceStatus.Creating : FailureAt(now) is null ? ResourceStatus.Active : ResourceStatus.Failed;
}

/// <summary>A custom model.</summary>
internal sealed class ModelResource : StoredResource
{
    public const string Imported = "IMPORTED";

    /// <summary>The ARN of the base model.</summary>
    public string? BaseModelArn { get; set; }

    /// <summary>How the model was made. Only imported models are made here; others come from a state file.</summary>
    public string? CustomizationType { get; set; }

    /// <summary>The account that shares the model with this one; null for a model of this account.</summary>
    public string? OwnerAccountId { get; set; }

    [JsonIgnore]
    public override bool IsOwn => OwnerAccountId is null;

    public string? KmsKeyArn { get; set; }

    /// <summary>The model package or the S3 URI of the model. No operation returns it; it is for readers of the state file.</summary>
    public string? Source { get; set; }

    public string? RoleArn { get; set; }
}
