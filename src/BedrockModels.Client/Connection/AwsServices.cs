using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SSO;
using Amazon.SSOOIDC;

namespace BedrockModels.Client;

/// <summary>Clients of the services that hand out credentials: in the right Region, over the module's connections, at the endpoints that are configured for them.</summary>
internal sealed class AwsServices(Chain chain, string region)
{
    public string Region { get; } = region;

    /// <summary>What makes credentials of these services the same.</summary>
    public object Identity { get; } = (region, chain.ConfiguredEndpoint("sts"), chain.ConfiguredEndpoint("sso"), chain.ConfiguredEndpoint("sso_oidc"));

    public AmazonSecurityTokenServiceClient Sts(AWSCredentials credentials) => new(credentials, Set(new AmazonSecurityTokenServiceConfig(), "sts", Region));

    public AmazonSSOClient Sso(string ssoRegion) => new(new AnonymousAWSCredentials(), Set(new AmazonSSOConfig(), "sso", ssoRegion));

    public AmazonSSOOIDCClient SsoOidc(string ssoRegion) => new(new AnonymousAWSCredentials(), Set(new AmazonSSOOIDCConfig(), "sso_oidc", ssoRegion));

    private T Set<T>(T config, string service, string serviceRegion)
        where T : ClientConfig
    {
        // The endpoint is settled here: left alone, the SDK would read the process's own variables and profile.
        config.IgnoreConfiguredEndpointUrls = true;
        config.HttpClientFactory = SharedHttp.Factory(chain.Surroundings.Clock);
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = chain.MaxAttempts - 1;
        config.AllowAutoRedirect = false;
        if (chain.ConfiguredEndpoint(service) is var (url, source))
        {
            config.ServiceURL = EndpointFinder.Custom(chain, url, source).AbsoluteUri;
            config.AuthenticationRegion = serviceRegion;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(serviceRegion);
            config.UseFIPSEndpoint = chain.UsesFips;
            config.UseDualstackEndpoint = chain.UsesDualStack;
        }

        return config;
    }
}
