namespace BedrockModels;

/// <summary>The teacher model of a distillation job. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_TeacherModelConfig.html.</summary>
public sealed class TeacherModelConfig
{
    /// <summary>The teacher model's id or ARN.</summary>
    public string? TeacherModelIdentifier { get; set; }

    /// <summary>The longest response asked of the teacher, in tokens.</summary>
    public int? MaxResponseLengthForInference { get; set; }
}
