namespace BedrockModels.Client;

/// <summary>One call as it went, retries included: a status of 0 says that no answer came.</summary>
internal sealed record CallRecord(string Operation, int StatusCode, string RequestId, TimeSpan Elapsed);
