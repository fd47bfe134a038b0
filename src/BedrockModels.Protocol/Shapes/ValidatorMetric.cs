namespace BedrockModels;

/// <summary>Metrics of one validator. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ValidatorMetric.html.</summary>
public sealed class ValidatorMetric
{
    /// <summary>The validation loss.</summary>
    public double? ValidationLoss { get; set; }
}
