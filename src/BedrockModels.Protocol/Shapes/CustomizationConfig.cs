namespace BedrockModels;

/// <summary>What a customization job was given; at most one member is set. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CustomizationConfig.html.</summary>
public sealed class CustomizationConfig
{
    /// <summary>A distillation job's configuration.</summary>
    public DistillationConfig? DistillationConfig { get; set; }

    /// <summary>A reinforcement fine-tuning job's configuration.</summary>
    public RftConfig? RftConfig { get; set; }
}
