using Amazon.Runtime;

namespace BedrockModels.Client;

/// <summary>How often, in which manner and after which pauses the SDK tries again. The pauses are random, and double up to the longest.</summary>
internal sealed record RetrySettings(RequestRetryMode Mode, int MaxAttempts, TimeSpan LongestPause, TimeProvider Clock);
