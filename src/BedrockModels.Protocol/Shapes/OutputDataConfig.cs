namespace BedrockModels;

/// <summary>Where a job wrote its output. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_OutputDataConfig.html.</summary>
public sealed class OutputDataConfig
{
    /// <summary>The S3 URI of the output.</summary>
    public string? S3Uri { get; set; }
}
