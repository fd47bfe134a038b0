using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace BedrockModels.Client;

/// <summary>The SDK's configuration for one endpoint. Sets everything that the SDK would otherwise read from the process.</summary>
internal sealed class PipelineConfig : ClientConfig
{
    private static readonly string Version = typeof(PipelineConfig).Assembly.GetName().Version!.ToString(3);

    public PipelineConfig(Uri endpoint, string signingRegion, RetrySettings retries, CaBundle? bundle)
        : base(new StandardMode())
    {
        ServiceURL = endpoint.AbsoluteUri;
        AuthenticationRegion = signingRegion;
        AuthenticationServiceName = "bedrock";
        RetryMode = retries.Mode;
        MaxErrorRetry = retries.MaxAttempts - 1;

        // A stale pooled connection counts as an attempt, so that three attempts are never more than three.
        MaxStaleConnectionRetries = 0;

        // A redirect would send the session token to another host.
        AllowAutoRedirect = false;
        HttpClientFactory = new ClientCache.CachedHttpClientFactory(retries.Clock, bundle);
    }

    public override string ServiceVersion => "2023-04-20";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString("Bedrock", Version) + " app/BedrockModels#" + Version;

    public override string RegionEndpointServiceName => "bedrock";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ServiceURL);

    private sealed class StandardMode : IDefaultConfigurationProvider
    {
        public IDefaultConfiguration GetDefaultConfiguration(
            Amazon.RegionEndpoint clientRegion, DefaultConfigurationMode? requestedConfigurationMode = null) =>
            new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard };
    }
}

/// <summary>The SDK's retry mode, the number of attempts and the pauses, which are random and double up to the longest.</summary>
internal sealed record RetrySettings(RequestRetryMode Mode, int MaxAttempts, TimeSpan LongestPause, TimeProvider Clock);
