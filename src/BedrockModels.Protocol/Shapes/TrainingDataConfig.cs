namespace BedrockModels;

/// <summary>Where a job's training data came from. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_TrainingDataConfig.html.</summary>
public sealed class TrainingDataConfig
{
    /// <summary>The S3 URI of the data.</summary>
    public string? S3Uri { get; set; }

    /// <summary>The invocation logs used instead of a data set.</summary>
    public InvocationLogsConfig? InvocationLogsConfig { get; set; }
}
