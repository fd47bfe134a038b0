namespace BedrockModels;

/// <summary>What grades responses in reinforcement fine-tuning. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GraderConfig.html.</summary>
public sealed class GraderConfig
{
    /// <summary>The Lambda function that grades.</summary>
    public LambdaGraderConfig? LambdaGrader { get; set; }
}
