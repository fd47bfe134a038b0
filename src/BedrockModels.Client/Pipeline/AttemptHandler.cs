using Amazon.Runtime.Internal;

namespace BedrockModels.Client;

/// <summary>
/// Counts attempts and records whether the response of one was lost, because then the service may have processed it. If the service
/// sends Retry-After, the next attempt waits that long; the SDK only knows its own pauses.
/// </summary>
internal sealed class AttemptHandler(TimeProvider clock) : PipelineHandler
{
    /// <summary>A longer Retry-After is cut to this, so that the error is reported sooner.</summary>
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromSeconds(20);

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var request = (SdkRequest)executionContext.RequestContext.OriginalRequest;
        if (request.NotBefore - clock.GetUtcNow() is { Ticks: > 0 } wait)
            await Task.Delay(wait, clock, executionContext.RequestContext.CancellationToken).ConfigureAwait(false);
        request.Attempts++;
        try
        {
            return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        }
        catch (ErrorResponseException exception) when (exception.RetryAfter is { } after)
        {
            var now = clock.GetUtcNow();
            var pause = after.Delta ?? after.Date - now ?? TimeSpan.Zero;
            request.NotBefore = now + (pause < MaxRetryAfter ? pause : MaxRetryAfter);
            throw;
        }
        catch (Exception exception) when (exception is not (ErrorResponseException or BedrockException) && !NeverConnected(exception))
        {
            request.MayHaveReachedService = true;
            throw;
        }
    }

    private static bool NeverConnected(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };
}
