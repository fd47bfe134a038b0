namespace BedrockModels;

/// <summary>Metrics of training. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_TrainingMetrics.html.</summary>
public sealed class TrainingMetrics
{
    /// <summary>The loss at the end of training.</summary>
    public double? TrainingLoss { get; set; }
}
