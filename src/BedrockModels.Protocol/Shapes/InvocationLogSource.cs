namespace BedrockModels;

/// <summary>The place of invocation logs. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_InvocationLogSource.html.</summary>
public sealed class InvocationLogSource
{
    /// <summary>The S3 URI of the logs.</summary>
    public string? S3Uri { get; set; }
}
