namespace BedrockModels;

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
