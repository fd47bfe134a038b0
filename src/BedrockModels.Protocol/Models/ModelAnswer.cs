namespace BedrockModels;

/// <summary>
/// The answer of a model. Returned by Invoke-BedrockModel. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html.
/// </summary>
public sealed class ModelAnswer
{
    /// <summary>The text of the answer.</summary>
    public string? Text { get; init; }

    /// <summary>Why the answer ended, for example end_turn, max_tokens or stop_sequence.</summary>
    public string? StopReason { get; init; }

    /// <summary>The number of tokens in the request.</summary>
    public int? InputTokens { get; init; }

    /// <summary>The number of tokens in the answer.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>The time that the service measured, in milliseconds.</summary>
    public long? LatencyMilliseconds { get; init; }

    /// <summary>The model id of the request: the ARN of the deployment or of the Provisioned Throughput.</summary>
    public string? ModelId { get; init; }

    /// <summary>The Region of the request.</summary>
    public string? Region { get; init; }

    /// <summary>Returns the text.</summary>
    public override string ToString() => Text ?? "";
}
