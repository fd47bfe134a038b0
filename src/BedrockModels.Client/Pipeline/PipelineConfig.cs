using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace BedrockModels.Client;

/// <summary>How the SDK's pipeline is set for one endpoint. Whatever it would read from the process by itself is stated here.</summary>
internal sealed class PipelineConfig : ClientConfig
{
    private static readonly string Version = typeof(PipelineConfig).Assembly.GetName().Version!.ToString(3);

    public PipelineConfig(Uri endpoint, string signingRegion, RetrySettings retries)
        : base(new StandardMode())
    {
        ServiceURL = endpoint.AbsoluteUri;
        AuthenticationRegion = signingRegion;
        AuthenticationServiceName = "bedrock";
        RetryMode = retries.Mode;
        MaxErrorRetry = retries.MaxAttempts - 1;

        // A dead pooled connection is an attempt like any other: three attempts are three attempts.
        MaxStaleConnectionRetries = 0;

        // A redirect would carry the session token to another host.
        AllowAutoRedirect = false;
        HttpClientFactory = ClientCache.CreateHttpClientFactory(retries.Clock);
    }

    public override string ServiceVersion => "2023-04-20";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString("Bedrock", Version) + " app/BedrockModels#" + Version;

    public override string RegionEndpointServiceName => "bedrock";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ServiceURL);

    private sealed class StandardMode : IDefaultConfigurationProvider
    {
        public IDefaultConfiguration GetDefaultConfiguration(Amazon.RegionEndpoint clientRegion, DefaultConfigurationMode? requestedConfigurationMode = null) =>
            new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard };
    }
}

/// <summary>How often, in which manner and after which pauses the SDK tries again. The pauses are random, and double up to the longest.</summary>
internal sealed record RetrySettings(RequestRetryMode Mode, int MaxAttempts, TimeSpan LongestPause, TimeProvider Clock);
