namespace BedrockModels.Client;

/// <summary>What makes two connections the same. FIPS and dual-stack are in the endpoint.</summary>
internal sealed record PipelineKey(object Identity, Uri Endpoint, string SigningRegion, RetrySettings Retries);
