namespace BedrockModels;

/// <summary>A job's validation data. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ValidationDataConfig.html.</summary>
public sealed class ValidationDataConfig
{
    /// <summary>At most ten sets of validation data.</summary>
    public IList<Validator>? Validators { get; set; }
}
