using Amazon;
using Amazon.SecurityToken;
using Amazon.SSO;
using Amazon.SSOOIDC;

namespace BedrockModels.Client;

/// <summary>Creates clients of the services that issue credentials, with the module's connections and the configured endpoints.</summary>
internal sealed class CredentialServiceClients(ConnectionContext context, string region)
{
    /// <summary>Credentials of equal identity can share a provider.</summary>
    public object Identity { get; } = (
        region,
        context.GetConfiguredEndpoint("sts"),
        context.GetConfiguredEndpoint("sso"),
        context.GetConfiguredEndpoint("sso_oidc"),
        CaBundle.Find(context));

    public AmazonSecurityTokenServiceClient CreateSts(AWSCredentials credentials) =>
        new(credentials, Configure(new AmazonSecurityTokenServiceConfig(), "sts", region));

    public AmazonSSOClient CreateSso(string ssoRegion) =>
        new(new AnonymousAWSCredentials(), Configure(new AmazonSSOConfig(), "sso", ssoRegion));

    public AmazonSSOOIDCClient CreateSsoOidc(string ssoRegion) =>
        new(new AnonymousAWSCredentials(), Configure(new AmazonSSOOIDCConfig(), "sso_oidc", ssoRegion));

    /// <summary>Whether a call failed without a response from the service.</summary>
    public static bool IsUnreachable(Exception exception) =>
        exception is HttpRequestException or IOException or TimeoutException or OperationCanceledException;

    private T Configure<T>(T config, string service, string serviceRegion)
        where T : ClientConfig
    {
        // Otherwise the SDK would read an endpoint from the variables and profile of the process.
        config.IgnoreConfiguredEndpointUrls = true;
        config.HttpClientFactory = new ClientCache.CachedHttpClientFactory(context.Environment.Clock, CaBundle.Find(context));
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = context.MaxAttempts - 1;
        config.AllowAutoRedirect = false;
        if (context.GetConfiguredEndpoint(service) is var (url, source))
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
