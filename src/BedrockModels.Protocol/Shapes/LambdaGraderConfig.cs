namespace BedrockModels;

/// <summary>A Lambda function that grades responses. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_LambdaGraderConfig.html.</summary>
public sealed class LambdaGraderConfig
{
    /// <summary>The function's ARN.</summary>
    public string? LambdaArn { get; set; }
}
