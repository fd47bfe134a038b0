namespace BedrockModels.Emulator;

/// <summary>An on-demand deployment of a custom model.</summary>
internal sealed class DeploymentResource : Resource
{
    /// <summary>The model it was made for; <see cref="Update"/> tells of another since.</summary>
    public required string ModelArn { get; set; }

    public string? Description { get; set; }

    /// <summary>The update under way, or the last one.</summary>
    public ModelUpdate? Update { get; set; }

    public string ModelArnAt(DateTimeOffset now) => Update?.ModelArnAt(now) ?? ModelArn;

    public string StatusAt(DateTimeOffset now) => IsCreating(now) ? "Creating" : FailureMessage is null ? "Active" : "Failed";

    public bool IsChanging(DateTimeOffset now) => IsCreating(now) || Update?.IsRunning(now) == true;

    /// <summary>Whether a model cannot go because this needs it.</summary>
    public bool Uses(string modelArn, DateTimeOffset now) => ModelArnAt(now) == modelArn || (Update is { } update && update.IsRunning(now) && update.ToModelArn == modelArn);

    public DateTimeOffset ChangeTimeAt(DateTimeOffset now) =>
        Update is { } update ? update.IsRunning(now) ? update.StartTime : update.ReadyTime
        : IsCreating(now) ? CreationTime : ReadyTime;
}
