using System.Text.Json.Serialization;

namespace BedrockModels;

// Only models that a customization job made have these. They are read and passed on, so they stand together.

/// <summary>What a customization job was given; at most one member is set. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CustomizationConfig.html.</summary>
public sealed class CustomizationConfig
{
    /// <summary>A distillation job's configuration.</summary>
    public DistillationConfig? DistillationConfig { get; set; }

    /// <summary>A reinforcement fine-tuning job's configuration.</summary>
    public RftConfig? RftConfig { get; set; }
}

/// <summary>A distillation job's configuration. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DistillationConfig.html.</summary>
public sealed class DistillationConfig
{
    /// <summary>The teacher model.</summary>
    public TeacherModelConfig? TeacherModelConfig { get; set; }
}

/// <summary>The teacher model of a distillation job. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_TeacherModelConfig.html.</summary>
public sealed class TeacherModelConfig
{
    /// <summary>The teacher model's id or ARN.</summary>
    public string? TeacherModelIdentifier { get; set; }

    /// <summary>The longest response asked of the teacher, in tokens.</summary>
    public int? MaxResponseLengthForInference { get; set; }
}

/// <summary>A reinforcement fine-tuning job's configuration. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_RFTConfig.html.</summary>
public sealed class RftConfig
{
    /// <summary>What grades the responses.</summary>
    public GraderConfig? GraderConfig { get; set; }

    /// <summary>The job's hyperparameters.</summary>
    public RftHyperParameters? HyperParameters { get; set; }
}

/// <summary>Hyperparameters of reinforcement fine-tuning. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_RFTHyperParameters.html.</summary>
public sealed class RftHyperParameters
{
    /// <summary>Epochs, 1 to 50.</summary>
    public int? EpochCount { get; set; }

    /// <summary>Batch size, 16 to 512.</summary>
    public int? BatchSize { get; set; }

    /// <summary>Learning rate, 1e-7 to 1e-3.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The longest prompt, in tokens.</summary>
    public int? MaxPromptLength { get; set; }

    /// <summary>Samples per prompt, 2 to 16.</summary>
    public int? TrainingSamplePerPrompt { get; set; }

    /// <summary>The longest response, in tokens.</summary>
    public int? InferenceMaxTokens { get; set; }

    /// <summary><c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    public string? ReasoningEffort { get; set; }

    /// <summary>Steps between evaluations, 1 to 100.</summary>
    public int? EvalInterval { get; set; }
}

/// <summary>What grades responses in reinforcement fine-tuning. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GraderConfig.html.</summary>
public sealed class GraderConfig
{
    /// <summary>The Lambda function that grades.</summary>
    public LambdaGraderConfig? LambdaGrader { get; set; }
}

/// <summary>A Lambda function that grades responses. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_LambdaGraderConfig.html.</summary>
public sealed class LambdaGraderConfig
{
    /// <summary>The function's ARN.</summary>
    public string? LambdaArn { get; set; }
}

/// <summary>Where a job's training data came from. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_TrainingDataConfig.html.</summary>
public sealed class TrainingDataConfig
{
    /// <summary>The S3 URI of the data.</summary>
    public string? S3Uri { get; set; }

    /// <summary>The invocation logs used instead of a data set.</summary>
    public InvocationLogsConfig? InvocationLogsConfig { get; set; }
}

/// <summary>Invocation logs as training data. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_InvocationLogsConfig.html.</summary>
public sealed class InvocationLogsConfig
{
    /// <summary>Whether the logged responses were used too.</summary>
    public bool? UsePromptResponse { get; set; }

    /// <summary>Where the logs lie.</summary>
    public InvocationLogSource? InvocationLogSource { get; set; }

    /// <summary>Which logged requests were used.</summary>
    public RequestMetadataFilters? RequestMetadataFilters { get; set; }
}

/// <summary>The place of invocation logs. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_InvocationLogSource.html.</summary>
public sealed class InvocationLogSource
{
    /// <summary>The S3 URI of the logs.</summary>
    public string? S3Uri { get; set; }
}

/// <summary>Filters on the metadata of logged requests. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_RequestMetadataFilters.html.</summary>
public sealed class RequestMetadataFilters
{
    /// <summary>One key and the value it must have (the API's <c>equals</c>, a name that every .NET object already has).</summary>
    [JsonPropertyName("equals")]
    public IDictionary<string, string>? EqualTo { get; set; }

    /// <summary>One key and the value it must not have.</summary>
    public IDictionary<string, string>? NotEquals { get; set; }

    /// <summary>Filters that must all hold.</summary>
    public IList<RequestMetadataBaseFilters>? AndAll { get; set; }

    /// <summary>Filters of which one must hold.</summary>
    public IList<RequestMetadataBaseFilters>? OrAll { get; set; }
}

/// <summary>Filters on the metadata of logged requests. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_RequestMetadataBaseFilters.html.</summary>
public sealed class RequestMetadataBaseFilters
{
    /// <summary>One key and the value it must have (the API's <c>equals</c>, a name that every .NET object already has).</summary>
    [JsonPropertyName("equals")]
    public IDictionary<string, string>? EqualTo { get; set; }

    /// <summary>One key and the value it must not have.</summary>
    public IDictionary<string, string>? NotEquals { get; set; }
}

/// <summary>A job's validation data. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ValidationDataConfig.html.</summary>
public sealed class ValidationDataConfig
{
    /// <summary>At most ten sets of validation data.</summary>
    public IList<Validator>? Validators { get; set; }
}

/// <summary>One set of validation data. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Validator.html.</summary>
public sealed class Validator
{
    /// <summary>The S3 URI of the data.</summary>
    public string? S3Uri { get; set; }
}

/// <summary>Metrics of one validator. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ValidatorMetric.html.</summary>
public sealed class ValidatorMetric
{
    /// <summary>The validation loss.</summary>
    public double? ValidationLoss { get; set; }
}

/// <summary>Metrics of training. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_TrainingMetrics.html.</summary>
public sealed class TrainingMetrics
{
    /// <summary>The loss at the end of training.</summary>
    public double? TrainingLoss { get; set; }
}

/// <summary>Where a job wrote its output. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_OutputDataConfig.html.</summary>
public sealed class OutputDataConfig
{
    /// <summary>The S3 URI of the output.</summary>
    public string? S3Uri { get; set; }
}
