namespace BedrockModels;

// These types are set only for models from a customization job. The module only returns them, so they share one file.

/// <summary>
/// The configuration of a customization job. At most one property is set. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CustomizationConfig.html.
/// </summary>
public sealed class CustomizationConfig
{
    /// <summary>The configuration of a distillation job; null for other jobs.</summary>
    public DistillationConfig? DistillationConfig { get; set; }

    /// <summary>The configuration of a reinforcement fine-tuning job; null for other jobs.</summary>
    public RftConfig? RftConfig { get; set; }

    /// <summary>Returns the members as JSON, so that jobs and files keep them.</summary>
    public override string ToString() => WireJson.Text(this);
}

/// <summary>
/// The configuration of a distillation job. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DistillationConfig.html.
/// </summary>
public sealed class DistillationConfig
{
    /// <summary>The teacher model.</summary>
    public TeacherModelConfig? TeacherModelConfig { get; set; }
}

/// <summary>
/// The teacher model of a distillation job. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_TeacherModelConfig.html.
/// </summary>
public sealed class TeacherModelConfig
{
    /// <summary>The id or ARN of the teacher model.</summary>
    public string? TeacherModelIdentifier { get; set; }

    /// <summary>The maximum length of a response of the teacher model, in tokens.</summary>
    public int? MaxResponseLengthForInference { get; set; }
}

/// <summary>
/// The configuration of a reinforcement fine-tuning job. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_RFTConfig.html.
/// </summary>
public sealed class RftConfig
{
    /// <summary>The grader of the responses.</summary>
    public GraderConfig? GraderConfig { get; set; }

    /// <summary>The hyperparameters of the job.</summary>
    public RftHyperParameters? HyperParameters { get; set; }
}

/// <summary>
/// The hyperparameters of a reinforcement fine-tuning job. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_RFTHyperParameters.html.
/// </summary>
public sealed class RftHyperParameters
{
    /// <summary>The number of epochs, 1 to 50.</summary>
    public int? EpochCount { get; set; }

    /// <summary>The batch size, 16 to 512.</summary>
    public int? BatchSize { get; set; }

    /// <summary>The learning rate, 1e-7 to 1e-3.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The maximum length of a prompt, in tokens.</summary>
    public int? MaxPromptLength { get; set; }

    /// <summary>The number of samples per prompt, 2 to 16.</summary>
    public int? TrainingSamplePerPrompt { get; set; }

    /// <summary>The maximum length of a response, in tokens.</summary>
    public int? InferenceMaxTokens { get; set; }

    /// <summary>The reasoning effort: <c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    public string? ReasoningEffort { get; set; }

    /// <summary>The number of steps between two evaluations, 1 to 100.</summary>
    public int? EvalInterval { get; set; }
}

/// <summary>
/// The grader of the responses in reinforcement fine-tuning. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GraderConfig.html.
/// </summary>
public sealed class GraderConfig
{
    /// <summary>The Lambda function that grades the responses.</summary>
    public LambdaGraderConfig? LambdaGrader { get; set; }
}

/// <summary>
/// A Lambda function that grades responses. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_LambdaGraderConfig.html.
/// </summary>
public sealed class LambdaGraderConfig
{
    /// <summary>The ARN of the Lambda function.</summary>
    public string? LambdaArn { get; set; }
}

/// <summary>
/// The training data of a customization job. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_TrainingDataConfig.html.
/// </summary>
public sealed class TrainingDataConfig
{
    /// <summary>The S3 URI of the data.</summary>
    public string? S3Uri { get; set; }

    /// <summary>The invocation logs that are used instead of a data set.</summary>
    public InvocationLogsConfig? InvocationLogsConfig { get; set; }

    /// <summary>Returns the members as JSON, so that jobs and files keep them.</summary>
    public override string ToString() => WireJson.Text(this);
}

/// <summary>
/// Invocation logs that are used as training data. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_InvocationLogsConfig.html.
/// </summary>
public sealed class InvocationLogsConfig
{
    /// <summary>Whether the logged responses are used too.</summary>
    public bool? UsePromptResponse { get; set; }

    /// <summary>The location of the logs.</summary>
    public InvocationLogSource? InvocationLogSource { get; set; }

    /// <summary>The filters that select the logged requests.</summary>
    public RequestMetadataFilters? RequestMetadataFilters { get; set; }
}

/// <summary>
/// The location of invocation logs. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_InvocationLogSource.html.
/// </summary>
public sealed class InvocationLogSource
{
    /// <summary>The S3 URI of the logs.</summary>
    public string? S3Uri { get; set; }
}

/// <summary>
/// Filters on the metadata of logged requests. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_RequestMetadataFilters.html.
/// </summary>
public sealed class RequestMetadataFilters
{
    /// <summary>One key and the value that it must have. The API name is <c>equals</c>, which every .NET object already uses.</summary>
    [JsonPropertyName("equals")]
    public IDictionary<string, string>? EqualTo { get; set; }

    /// <summary>One key and the value that it must not have.</summary>
    public IDictionary<string, string>? NotEquals { get; set; }

    /// <summary>Filters that must all match.</summary>
    public IList<RequestMetadataBaseFilters>? AndAll { get; set; }

    /// <summary>Filters of which at least one must match.</summary>
    public IList<RequestMetadataBaseFilters>? OrAll { get; set; }
}

/// <summary>
/// A filter on the metadata of logged requests. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_RequestMetadataBaseFilters.html.
/// </summary>
public sealed class RequestMetadataBaseFilters
{
    /// <summary>One key and the value that it must have. The API name is <c>equals</c>, which every .NET object already uses.</summary>
    [JsonPropertyName("equals")]
    public IDictionary<string, string>? EqualTo { get; set; }

    /// <summary>One key and the value that it must not have.</summary>
    public IDictionary<string, string>? NotEquals { get; set; }
}

/// <summary>
/// The validation data of a customization job. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ValidationDataConfig.html.
/// </summary>
public sealed class ValidationDataConfig
{
    /// <summary>The sets of validation data, at most 10.</summary>
    public IList<Validator>? Validators { get; set; }

    /// <summary>Returns the members as JSON, so that jobs and files keep them.</summary>
    public override string ToString() => WireJson.Text(this);
}

/// <summary>One set of validation data. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Validator.html.</summary>
public sealed class Validator
{
    /// <summary>The S3 URI of the data.</summary>
    public string? S3Uri { get; set; }
}

/// <summary>The metrics of one validator. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ValidatorMetric.html.</summary>
public sealed class ValidatorMetric
{
    /// <summary>The validation loss.</summary>
    public double? ValidationLoss { get; set; }

    /// <summary>Returns the members as JSON, so that jobs and files keep them.</summary>
    public override string ToString() => WireJson.Text(this);
}

/// <summary>The metrics of the training. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_TrainingMetrics.html.</summary>
public sealed class TrainingMetrics
{
    /// <summary>The loss at the end of training.</summary>
    public double? TrainingLoss { get; set; }

    /// <summary>Returns the members as JSON, so that jobs and files keep them.</summary>
    public override string ToString() => WireJson.Text(this);
}

/// <summary>
/// The location of the output of a customization job. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_OutputDataConfig.html.
/// </summary>
public sealed class OutputDataConfig
{
    /// <summary>The S3 URI of the output.</summary>
    public string? S3Uri { get; set; }

    /// <summary>Returns the members as JSON, so that jobs and files keep them.</summary>
    public override string ToString() => WireJson.Text(this);
}
