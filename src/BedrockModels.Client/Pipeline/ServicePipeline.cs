using Amazon.Runtime.Internal;

namespace BedrockModels.Client;

/// <summary>The SDK's pipeline for one set of credentials at one endpoint: marshalling, SigV4, retries, HTTP.</summary>
internal sealed class ServicePipeline(PipelineConfig config, PipelineIdentity identity, RetrySettings retries) : AmazonServiceClient(config)
{
    private static readonly InvokeOptions Options = new()
    {
        RequestMarshaller = RequestMarshaller.Instance,
        ResponseUnmarshaller = ResponseReader.Instance,
    };

    public bool IsDisposed { get; private set; }

    /// <summary>Whether a call has received its response, so the code is compiled and a connection exists.</summary>
    public bool HasResponded { get; private set; }

    public async Task<SdkResponse> SendAsync(SdkRequest request, CancellationToken cancellation)
    {
        var response = await InvokeAsync<SdkResponse>(request, Options, cancellation).ConfigureAwait(false);
        HasResponded = true;
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        // Later handlers in this list are closer to the wire.
        pipeline.RemoveHandler<Amazon.Runtime.Internal.EndpointResolver>();
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(Config.RetryMode == RequestRetryMode.Adaptive
            ? new AdaptivePolicy(Config, retries.Clock)
            : new StandardPolicy(Config)));
        pipeline.AddHandlerAfter<Marshaller>(new ConnectionHandler(new Uri(Config.ServiceURL), identity));
        pipeline.AddHandlerAfter<RetryHandler>(new AttemptHandler(retries.Clock));
        if (pipeline.Handlers.OfType<RetryHandler>().Single().RetryPolicy is StandardRetryPolicy policy)
            policy.MaxBackoffInMilliseconds = (int)retries.LongestPause.TotalMilliseconds;
    }

    /// <summary>
    /// Sets the endpoint and identity of each call. All attempts of a call are signed with the same keys. If the service reports that
    /// they have expired, their source is asked once more, and only different keys are sent.
    /// </summary>
    private sealed class ConnectionHandler(Uri endpoint, PipelineIdentity identity) : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var context = executionContext.RequestContext;
            context.Request.Endpoint = ((SdkRequest)context.OriginalRequest).Endpoint ?? endpoint;
            context.Signer = identity.Signer;
            context.Identity = await identity.ResolveAsync(context.CancellationToken).ConfigureAwait(false);
            try
            {
                return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
            }
            catch (ErrorResponseException exception)
                when (identity.RenewAsync is not null && RefreshingKeys.IsRejection(exception.ErrorCode))
            {
                if (await identity.RenewAsync(context.Identity, context.CancellationToken).ConfigureAwait(false) is not { } renewed)
                    throw;
                (context.Identity, context.IsSigned) = (renewed, false);
            }

            return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        }
    }
}
