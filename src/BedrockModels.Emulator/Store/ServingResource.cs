namespace BedrockModels.Emulator;

/// <summary>A resource that serves a model: a deployment or a throughput.</summary>
internal abstract class ServingResource : StoredResource
{
    /// <summary>The model at creation; <see cref="Update"/> has a later one.</summary>
    [JsonPropertyOrder(-1)]
    public required string ModelArn { get; set; }

    /// <summary>The update in progress, or the last one.</summary>
    public ModelUpdate? Update { get; set; }

    public string ModelArnAt(DateTimeOffset now) => Update?.ModelArnAt(now) ?? ModelArn;

    public bool IsUpdating(DateTimeOffset now) => Update?.IsRunning(now) == true;

    /// <summary>Whether the resource needs a model, which then cannot be deleted.</summary>
    public bool Uses(string modelArn, DateTimeOffset now) =>
        ModelArnAt(now) == modelArn || (IsUpdating(now) && Update!.ToModelArn == modelArn);

    public virtual DateTimeOffset ChangeTimeAt(DateTimeOffset now) =>
        Update is { } update ? update.IsRunning(now) ? update.StartTime : update.ReadyTime
        : IsCreating(now) ? CreationTime : ReadyTime;
}

/// <summary>An on-demand deployment of a custom model.</summary>
internal sealed class DeploymentResource : ServingResource
{
    public string? Description { get; set; }

    /// <summary>When a deployment that is being deleted disappears; null if it is not.</summary>
    public DateTimeOffset? DeletionTime { get; set; }

    public override string StatusAt(DateTimeOffset now) => DeletionTime is null ? base.StatusAt(now) : ResourceStatus.Deleting;
}

/// <summary>A Provisioned Throughput.</summary>
internal sealed class ThroughputResource : ServingResource
{
    /// <summary>The base model of the served model; the served model itself if it is a base model.</summary>
    public string? FoundationModelArn { get; set; }

    public int ModelUnits { get; set; } = 1;

    public string? CommitmentDuration { get; set; }

    /// <summary>When the commitment ends; null without one.</summary>
    public DateTimeOffset? CommitmentExpirationTime { get; set; }

    /// <summary>When the name was last changed.</summary>
    public DateTimeOffset? RenameTime { get; set; }

    public static DateTimeOffset? EndOfCommitment(string? duration, DateTimeOffset start) =>
        Constraints.CommitmentMonths(duration) is { } months ? start.AddMonths(months) : null;

    public override string? FailureAt(DateTimeOffset now) => base.FailureAt(now) ?? (IsUpdating(now) ? null : Update?.FailureMessage);

    public override string StatusAt(DateTimeOffset now) => IsCreating(now) ? ResourceStatus.Creating
        : IsUpdating(now) ? ResourceStatus.Updating
        : FailureAt(now) is null ? ResourceStatus.InService : ResourceStatus.Failed;

    public override DateTimeOffset ChangeTimeAt(DateTimeOffset now)
    {
        var change = base.ChangeTimeAt(now);
        return RenameTime > change ? RenameTime.Value : change;
    }
}

/// <summary>The last change of a deployment or a throughput to another model.</summary>
internal sealed class ModelUpdate
{
    public required string FromModelArn { get; set; }

    public required string ToModelArn { get; set; }

    public DateTimeOffset StartTime { get; set; }

    /// <summary>When the update ends.</summary>
    public DateTimeOffset ReadyTime { get; set; }

    /// <summary>The reason why the update fails; null if it succeeds.</summary>
    public string? FailureMessage { get; set; }

    public bool IsRunning(DateTimeOffset now) => now < ReadyTime;

    /// <summary>The served model: the old one until the update has succeeded.</summary>
    public string ModelArnAt(DateTimeOffset now) => IsRunning(now) || FailureMessage is not null ? FromModelArn : ToModelArn;
}
