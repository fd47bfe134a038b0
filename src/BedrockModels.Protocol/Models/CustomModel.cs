namespace BedrockModels;

/// <summary>
/// A custom model, as returned by GetCustomModel. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModel.html.
/// </summary>
public class CustomModel : IResource
{
    /// <summary>The model name, unique in the account and Region.</summary>
    public string? ModelName { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the model. It does not contain the model name.</summary>
    public string? ModelArn { get; set; }

    /// <summary>
    /// The status: <c>Creating</c>, <c>Active</c> or <c>Failed</c>. A value that this module does not know is returned unchanged.
    /// </summary>
    public string? ModelStatus { get; set; }

    /// <summary>The reason of the failure, at most 2048 characters; null unless ModelStatus is <c>Failed</c>.</summary>
    public string? FailureMessage { get; set; }

    /// <summary>
    /// The time when the model was created; null in the output of New-BedrockCustomModel without -Wait. Local time, with
    /// milliseconds.
    /// </summary>
    public DateTime? CreationTime { get; set; }

    /// <summary>How the model was created: <c>IMPORTED</c> for models from CreateCustomModel.</summary>
    public string? CustomizationType { get; set; }

    /// <summary>The ARN of the base model; null if the service does not return one.</summary>
    public string? BaseModelArn { get; set; }

    /// <summary>The ARN of the customer managed KMS key that encrypts the model; null if AWS manages the key.</summary>
    public string? ModelKmsKeyArn { get; set; }

    /// <summary>The name of the customization job; null for models from CreateCustomModel.</summary>
    public string? JobName { get; set; }

    /// <summary>The ARN of the customization job; null for models from CreateCustomModel.</summary>
    public string? JobArn { get; set; }

    /// <summary>The hyperparameters of the customization job; null for models from CreateCustomModel.</summary>
    public IDictionary<string, string>? HyperParameters { get; set; }

    /// <summary>The training data of the customization job; null for models from CreateCustomModel.</summary>
    public TrainingDataConfig? TrainingDataConfig { get; set; }

    /// <summary>The validation data of the customization job; null for models from CreateCustomModel.</summary>
    public ValidationDataConfig? ValidationDataConfig { get; set; }

    /// <summary>The location of the output of the customization job; null for models from CreateCustomModel.</summary>
    public OutputDataConfig? OutputDataConfig { get; set; }

    /// <summary>The training metrics of the customization job; null for models from CreateCustomModel.</summary>
    public TrainingMetrics? TrainingMetrics { get; set; }

    /// <summary>The validation metrics of the customization job, one per validator; null for models from CreateCustomModel.</summary>
    public IList<ValidatorMetric>? ValidationMetrics { get; set; }

    /// <summary>The configuration of a distillation or reinforcement fine-tuning job; null for other models.</summary>
    public CustomizationConfig? CustomizationConfig { get; set; }

    /// <summary>The name. All resources have the properties Name, Arn, Status and Created.</summary>
    public string? Name => ModelName;

    /// <summary>The Amazon Resource Name (ARN).</summary>
    public string? Arn => ModelArn;

    /// <summary>The status.</summary>
    public string? Status => ModelStatus;

    /// <summary>The time when the resource was created. Local time, with milliseconds.</summary>
    public DateTime? Created => CreationTime;

    /// <summary>The Region that this object was read from. Cmdlets that receive this object from the pipeline use it.</summary>
    [JsonIgnore]
    public string? Region { get; set; }

    /// <summary>Returns the ARN.</summary>
    public override string ToString() => Arn ?? Name ?? "";

    string? IResponse.MissingMember => IResponse.IfMissing(ModelArn, "modelArn") ?? IResponse.IfMissing(ModelName, "modelName");
}
