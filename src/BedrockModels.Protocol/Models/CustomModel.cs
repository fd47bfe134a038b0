using System.Text.Json.Serialization;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>A custom model as GetCustomModel answers it. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModel.html.</summary>
public sealed class CustomModel : IResource
{
    /// <summary>The name, unique in the account and Region.</summary>
    public string? ModelName { get; set; }

    /// <summary>The Amazon Resource Name; it never holds the model's name.</summary>
    public string? ModelArn { get; set; }

    /// <summary><c>Creating</c>, then <c>Active</c> or <c>Failed</c>. A value this module does not know is passed on as it came.</summary>
    public string? ModelStatus { get; set; }

    /// <summary>Why the model failed; only where ModelStatus is Failed.</summary>
    public string? FailureMessage { get; set; }

    /// <summary>When the model was created; null on the object that New-BedrockCustomModel emits without -Wait. The service keeps milliseconds in UTC; views show local time.</summary>
    public DateTimeOffset? CreationTime { get; set; }

    /// <summary>How the model was made: <c>IMPORTED</c> for CreateCustomModel.</summary>
    public string? CustomizationType { get; set; }

    /// <summary>The base model, where the service names one.</summary>
    public string? BaseModelArn { get; set; }

    /// <summary>The customer's KMS key that encrypts the model; null where AWS holds the key.</summary>
    public string? ModelKmsKeyArn { get; set; }

    /// <summary>The customization job, for models that a job made; null for CreateCustomModel.</summary>
    public string? JobName { get; set; }

    /// <summary>The ARN of the customization job; null for CreateCustomModel.</summary>
    public string? JobArn { get; set; }

    /// <summary>The job's hyperparameters.</summary>
    public IDictionary<string, string>? HyperParameters { get; set; }

    /// <summary>The job's training data.</summary>
    public TrainingDataConfig? TrainingDataConfig { get; set; }

    /// <summary>The job's validation data.</summary>
    public ValidationDataConfig? ValidationDataConfig { get; set; }

    /// <summary>Where the job wrote its output.</summary>
    public OutputDataConfig? OutputDataConfig { get; set; }

    /// <summary>The job's training metrics.</summary>
    public TrainingMetrics? TrainingMetrics { get; set; }

    /// <summary>The job's validation metrics, one per validator.</summary>
    public IList<ValidatorMetric>? ValidationMetrics { get; set; }

    /// <summary>What a distillation or a reinforcement fine-tuning job was given.</summary>
    public CustomizationConfig? CustomizationConfig { get; set; }

    /// <summary>The Region this was read from; commands further down the pipeline use it.</summary>
    [JsonIgnore]
    public string? Region { get; set; }

    string? IResource.Name => ModelName;

    string? IResource.Arn => ModelArn;

    string? IResource.Status => ModelStatus;

    string? IResponse.MissingMember => IResponse.IfMissing(ModelArn, "modelArn") ?? IResponse.IfMissing(ModelName, "modelName");
}
