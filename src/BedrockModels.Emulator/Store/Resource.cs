namespace BedrockModels.Emulator;

/// <summary>
/// The common members of models, deployments and throughputs. No timer runs: a resource knows when it becomes ready, and its
/// status follows from the clock. A restart therefore needs no code to continue. The names of the members are those of the
/// state file, in which each resource begins with its name and ARN.
/// </summary>
internal abstract class Resource
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

    public Dictionary<string, string> Tags { get; set; } = [];

    public bool IsCreating(DateTimeOffset now) => now < ReadyTime;

    /// <summary>The reason why the resource has failed; null if it has not.</summary>
    public virtual string? FailureAt(DateTimeOffset now) => IsCreating(now) ? null : FailureMessage;

    public virtual string StatusAt(DateTimeOffset now) =>
        IsCreating(now) ? ResourceStatus.Creating : FailureMessage is null ? ResourceStatus.Active : ResourceStatus.Failed;
}

/// <summary>A custom model.</summary>
internal sealed class ModelResource : Resource
{
    /// <summary>The ARN of the base model.</summary>
    public string? BaseModelArn { get; set; }

    public string? KmsKeyArn { get; set; }

    /// <summary>The model package or the S3 URI of the model. No operation returns it; it is for readers of the state file.</summary>
    public string? Source { get; set; }

    public string? RoleArn { get; set; }
}
