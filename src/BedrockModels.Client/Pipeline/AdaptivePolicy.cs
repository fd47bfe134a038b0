using Amazon.Runtime.Internal;

namespace BedrockModels.Client;

/// <summary>The SDK's standard retry mode, except for an answer that may have been lost.</summary>
internal sealed class StandardPolicy(IClientConfig config) : StandardRetryPolicy(config)
{
    /// <summary>
    /// Whether a retry costs nothing: a model that may have answered is not asked again, because both answers would be billed.
    /// </summary>
    public static bool IsWithoutCost(IExecutionContext context) =>
        context.RequestContext.OriginalRequest is not SdkRequest { AsksModel: true, MayHaveReachedService: true };

    public override bool CanRetry(IExecutionContext executionContext) =>
        IsWithoutCost(executionContext) && base.CanRetry(executionContext);
}

/// <summary>
/// The SDK's adaptive retry mode, which sends less often after a throttling error. The SDK itself does not refill its bucket of
/// tokens during a wait for one, so that a request after a throttling error always failed.
/// </summary>
internal sealed class AdaptivePolicy : AdaptiveRetryPolicy
{
    private readonly TimeProvider _clock;

    public AdaptivePolicy(IClientConfig config, TimeProvider clock)
        : base(config) => (_clock, TokenBucket) = (clock, new Bucket(clock));

    /// <summary>The time between two checks for a token. At the lowest rate, there is a token every two seconds.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromMilliseconds(100);

    public override bool CanRetry(IExecutionContext executionContext) =>
        StandardPolicy.IsWithoutCost(executionContext) && base.CanRetry(executionContext);

    public override async Task ObtainSendTokenAsync(IExecutionContext executionContext, Exception exception)
    {
        var ct = executionContext.RequestContext.CancellationToken;
        while (!await TokenBucket.TryAcquireTokenAsync(1, failFast: true, ct).ConfigureAwait(false))
            await Task.Delay(Pause, _clock, ct).ConfigureAwait(false);
    }

    private sealed class Bucket(TimeProvider clock) : TokenBucket
    {
        protected override double GetTimestamp() => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
    }
}
