namespace BedrockModels;

/// <summary>One set of validation data. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Validator.html.</summary>
public sealed class Validator
{
    /// <summary>The S3 URI of the data.</summary>
    public string? S3Uri { get; set; }
}
