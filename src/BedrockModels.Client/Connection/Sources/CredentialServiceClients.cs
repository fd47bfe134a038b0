using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SSO;
using Amazon.SSOOIDC;

namespace BedrockModels.Client;

/// <summary>Clients of the services that hand out credentials: in the right Region, over the module's connections, at the endpoints that are configured for them.</summary>
internal sealed class CredentialServiceClients(ConnectionContext context, string region)
{
    public string Region { get; } = region;

    /// <summary>What makes credentials of these services the same.</summary>
    public object Identity { get; } = (region, context.ConfiguredEndpoint("sts"), context.ConfiguredEndpoint("sso"), context.ConfiguredEndpoint("sso_oidc"));

    public AmazonSecurityTokenServiceClient CreateSts(AWSCredentials credentials) => new(credentials, Configure(new AmazonSecurityTokenServiceConfig(), "sts", Region));

    public AmazonSSOClient CreateSso(string ssoRegion) => new(new AnonymousAWSCredentials(), Configure(new AmazonSSOConfig(), "sso", ssoRegion));

    public AmazonSSOOIDCClient CreateSsoOidc(string ssoRegion) => new(new AnonymousAWSCredentials(), Configure(new AmazonSSOOIDCConfig(), "sso_oidc", ssoRegion));

    private T Configure<T>(T config, string service, string serviceRegion)
        where T : ClientConfig
    {
        // The endpoint is settled here: left alone, the SDK would read the process's own variables and profile.
        config.IgnoreConfiguredEndpointUrls = true;
        config.HttpClientFactory = ClientCache.CreateHttpClientFactory(context.HostEnvironment.Clock);
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = context.MaxAttempts - 1;
        config.AllowAutoRedirect = false;
        if (context.ConfiguredEndpoint(service) is var (url, source))
        {
            config.ServiceURL = EndpointResolver.ParseCustom(context, url, source).AbsoluteUri;
            config.AuthenticationRegion = serviceRegion;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(serviceRegion);
            config.UseFIPSEndpoint = context.UsesFips;
            config.UseDualstackEndpoint = context.UsesDualStack;
        }

        return config;
    }
}
