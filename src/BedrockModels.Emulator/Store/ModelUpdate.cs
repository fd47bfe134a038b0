namespace BedrockModels.Emulator;

/// <summary>The last move of a deployment or a throughput to another model.</summary>
internal sealed class ModelUpdate
{
    public required string FromModelArn { get; set; }

    public required string ToModelArn { get; set; }

    public DateTimeOffset StartTime { get; set; }

    /// <summary>When the update ends.</summary>
    public DateTimeOffset ReadyTime { get; set; }

    /// <summary>Why it ends failed; null where it does not.</summary>
    public string? FailureMessage { get; set; }

    public bool IsRunning(DateTimeOffset now) => now < ReadyTime;

    public bool HasFailed(DateTimeOffset now) => !IsRunning(now) && FailureMessage is not null;

    /// <summary>The model served now: the old one until the update has succeeded.</summary>
    public string ModelArnAt(DateTimeOffset now) => IsRunning(now) || FailureMessage is not null ? FromModelArn : ToModelArn;
}
