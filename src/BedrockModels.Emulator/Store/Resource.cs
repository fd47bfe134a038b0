using System.Text.Json.Serialization;

namespace BedrockModels.Emulator;

/// <summary>
/// What models, deployments and throughputs have in common. Nothing ticks: a resource knows when it settles, and its
/// status follows from the clock. So a restart resumes every timer by itself. The members' names are the state file's, which
/// begins each with its name and ARN.
/// </summary>
internal abstract class Resource
{
    [JsonPropertyOrder(-2)]
    public required string Name { get; set; }

    [JsonPropertyOrder(-1)]
    public string Arn { get; set; } = "";

    public DateTimeOffset CreationTime { get; set; }

    /// <summary>When it stops being Creating.</summary>
    public DateTimeOffset ReadyTime { get; set; }

    /// <summary>Why it ends Failed; null where it does not.</summary>
    public string? FailureMessage { get; set; }

    public Dictionary<string, string> Tags { get; set; } = [];

    public bool IsCreating(DateTimeOffset now) => now < ReadyTime;

    public bool HasFailed(DateTimeOffset now) => !IsCreating(now) && FailureMessage is not null;
}
