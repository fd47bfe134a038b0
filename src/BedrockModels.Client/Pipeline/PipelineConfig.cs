using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace BedrockModels.Client;

/// <summary>The SDK's configuration for one endpoint.</summary>
internal sealed class PipelineConfig : ClientConfig
{
    private static readonly string Version = typeof(PipelineConfig).Assembly.GetName().Version!.ToString(3);

    public PipelineConfig(PipelineKey key)
        : base(new StandardMode())
    {
        Isolate(this);
        ServiceURL = key.Endpoint.AbsoluteUri;
        AuthenticationRegion = key.SigningRegion;
        AuthenticationServiceName = key.Service;
        RetryMode = key.Retries.Mode;
        MaxErrorRetry = key.Retries.MaxAttempts - 1;

        // A stale pooled connection counts as an attempt, so that three attempts are never more than three.
        MaxStaleConnectionRetries = 0;

        // A redirect would send the session token to another host.
        AllowAutoRedirect = false;
        HttpClientFactory = new ClientCache.CachedHttpClientFactory(key.Retries.Clock, key.Bundle, key.AttemptTimeout);
    }

    public override string ServiceVersion => "2023-04-20";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString("Bedrock", Version) + " app/BedrockModels#" + Version;

    public override string RegionEndpointServiceName => "bedrock";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ServiceURL);

    /// <summary>
    /// Sets everything that the SDK would otherwise read once per process, from variables and, with its own reader, from both profile
    /// files. That reader rejects files that are valid, and its error quotes a line.
    /// </summary>
    public static void Isolate(ClientConfig config)
    {
        config.DefaultConfigurationMode = DefaultConfigurationMode.Standard;
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 2;
        config.AccountIdEndpointMode = AccountIdEndpointMode.DISABLED;
        config.AuthSchemePreference = [];
        config.ClientAppId = "";
        config.DisableClockSkewCorrection = false;
        config.DisableRequestCompression = true;
        config.EndpointDiscoveryEnabled = false;
        config.IgnoreConfiguredEndpointUrls = true;
        config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        config.RequestMinCompressionSizeBytes = 1;
        config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        config.SigV4aSigningRegionSet = [];
        config.UseDualstackEndpoint = false;
        config.UseFIPSEndpoint = false;
    }

    private sealed class StandardMode : IDefaultConfigurationProvider
    {
        public IDefaultConfiguration GetDefaultConfiguration(
            Amazon.RegionEndpoint clientRegion, DefaultConfigurationMode? requestedConfigurationMode = null) =>
            new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard };
    }
}

/// <summary>The SDK's retry mode, the number of attempts and the pauses, which are random and double up to the longest.</summary>
internal sealed record RetrySettings(RequestRetryMode Mode, int MaxAttempts, TimeSpan LongestPause, TimeProvider Clock);
