namespace BedrockModels.Emulator;

/// <summary>Provisioned Throughput.</summary>
internal sealed class ThroughputResource : Resource
{
    /// <summary>The model it was bought for; <see cref="Update"/> tells of another since.</summary>
    public required string ModelArn { get; set; }

    /// <summary>The base model underneath; the model itself where it is one.</summary>
    public string? FoundationModelArn { get; set; }

    public int ModelUnits { get; set; } = 1;

    public string? CommitmentDuration { get; set; }

    /// <summary>When the commitment ends; null without one.</summary>
    public DateTimeOffset? CommitmentExpirationTime { get; set; }

    /// <summary>When the name was last changed.</summary>
    public DateTimeOffset? RenameTime { get; set; }

    /// <summary>The update under way, or the last one.</summary>
    public ModelUpdate? Update { get; set; }

    public string ModelArnAt(DateTimeOffset now) => Update?.ModelArnAt(now) ?? ModelArn;

    public string StatusAt(DateTimeOffset now) => IsCreating(now) ? "Creating"
        : Update?.IsRunning(now) == true ? "Updating"
        : FailureAt(now) is null ? "InService"
        : "Failed";

    /// <summary>Why it has failed; null where it has not.</summary>
    public string? FailureAt(DateTimeOffset now) =>
        HasFailed(now) ? FailureMessage : Update?.HasFailed(now) == true ? Update.FailureMessage : null;

    /// <summary>Whether a model cannot go because this needs it.</summary>
    public bool Uses(string modelArn, DateTimeOffset now) => ModelArnAt(now) == modelArn || (Update is { } update && update.IsRunning(now) && update.ToModelArn == modelArn);

    public DateTimeOffset ChangeTimeAt(DateTimeOffset now)
    {
        var change = Update is { } update ? update.IsRunning(now) ? update.StartTime : update.ReadyTime
            : IsCreating(now) ? CreationTime : ReadyTime;
        return RenameTime > change ? RenameTime.Value : change;
    }
}
