namespace BedrockModels;

/// <summary>A reinforcement fine-tuning job's configuration. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_RFTConfig.html.</summary>
public sealed class RftConfig
{
    /// <summary>What grades the responses.</summary>
    public GraderConfig? GraderConfig { get; set; }

    /// <summary>The job's hyperparameters.</summary>
    public RftHyperParameters? HyperParameters { get; set; }
}
