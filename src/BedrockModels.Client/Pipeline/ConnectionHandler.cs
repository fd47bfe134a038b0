using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace BedrockModels.Client;

/// <summary>Gives each call its endpoint and its identity; all attempts of a call are signed by the same keys.</summary>
internal sealed class ConnectionHandler(Uri endpoint, PipelineIdentity identity) : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var context = executionContext.RequestContext;
        context.Request.Endpoint = endpoint;
        context.Signer = identity.Signer;
        context.Identity = await identity.ResolveAsync().ConfigureAwait(false);
        return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
    }
}
