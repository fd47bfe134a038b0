namespace BedrockModels;

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
