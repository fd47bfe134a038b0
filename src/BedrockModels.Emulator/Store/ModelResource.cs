namespace BedrockModels.Emulator;

/// <summary>A custom model.</summary>
internal sealed class ModelResource : Resource
{
    /// <summary>The ARN of the base model.</summary>
    public string? BaseModelArn { get; set; }

    public string? KmsKeyArn { get; set; }

    /// <summary>The model package or the S3 URI it came from; no operation tells it, but a reader of the file wants to know.</summary>
    public string? Source { get; set; }

    public string? RoleArn { get; set; }

    public string StatusAt(DateTimeOffset now) => IsCreating(now) ? "Creating" : FailureMessage is null ? "Active" : "Failed";

    public bool IsActive(DateTimeOffset now) => !IsCreating(now) && FailureMessage is null;
}
