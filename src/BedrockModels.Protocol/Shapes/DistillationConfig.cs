namespace BedrockModels;

/// <summary>A distillation job's configuration. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DistillationConfig.html.</summary>
public sealed class DistillationConfig
{
    /// <summary>The teacher model.</summary>
    public TeacherModelConfig? TeacherModelConfig { get; set; }
}
