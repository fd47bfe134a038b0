using Amazon;
using Amazon.SecurityToken;
using Amazon.SSO;
using Amazon.SSOOIDC;

namespace BedrockModels.Client;

/// <summary>Creates clients of the services that issue credentials, with the module's connections and the configured endpoints.</summary>
internal sealed class CredentialServiceClients(ConnectionContext context, string region)
{
    public string Region => region;

    public HostEnvironment Environment => context.Environment;

    /// <summary>Credentials of equal identity can share a provider.</summary>
    public object GetIdentity() => (
        region,
        context.GetConfiguredEndpoint("sts"),
        context.GetConfiguredEndpoint("sso"),
        context.GetConfiguredEndpoint("sso_oidc"),
        context.GetConfiguredEndpoint("signin"),
        context.Environment.Clock,
        CaBundle.Find(context));

    /// <param name="keys">The keys that sign the requests; null for requests without a signature.</param>
    public AmazonSecurityTokenServiceClient CreateSts(AccessKeys? keys) => new(
        keys is null ? new AnonymousAWSCredentials() : ResolvedCredentials.CreateStatic(keys),
        Configure(new AmazonSecurityTokenServiceConfig(), "sts", region));

    /// <summary>Creates a client for a service that the SDK here has no client of. Do not dispose of it: it is shared.</summary>
    public HttpClient CreateHttpClient() =>
        ClientCache.Current.GetHttpClient(context.Environment.Clock, CaBundle.Find(context));

    /// <summary>The address that renews a login of <c>aws login</c>. A refresh token works only in the Region of the login.</summary>
    public Uri GetSigninUri(string? loginRegion)
    {
        if (context.GetConfiguredEndpoint("signin") is var (url, source))
            return new Uri(EndpointResolver.ParseCustom(context, url, source).AbsoluteUri.TrimEnd('/') + "/v1/token");
        var signinRegion = loginRegion is not null && Regions.IsValidName(loginRegion) ? loginRegion : region;
        var (partition, fips, dualStack) = (Partition.Find(signinRegion), context.UsesFips, context.UsesDualStack);
        var suffix = dualStack ? partition.DualStackDnsSuffix : partition.DnsSuffix;
        return new Uri("https://" + (partition.Name, fips || dualStack) switch
        {
            ("aws", false) => $"{signinRegion}.signin.aws.amazon.com/v1/token",
            ("aws-cn", false) => $"{signinRegion}.signin.amazonaws.cn/v1/token",
            ("aws-us-gov", false) => $"{signinRegion}.signin.amazonaws-us-gov.com/v1/token",
            _ => $"{(fips ? "signin-fips" : "signin")}.{signinRegion}.{suffix}/v1/token",
        });
    }

    public AmazonSSOClient CreateSso(string ssoRegion) =>
        new(new AnonymousAWSCredentials(), Configure(new AmazonSSOConfig(), "sso", ssoRegion));

    public AmazonSSOOIDCClient CreateSsoOidc(string ssoRegion) =>
        new(new AnonymousAWSCredentials(), Configure(new AmazonSSOOIDCConfig(), "sso_oidc", ssoRegion));

    /// <summary>Whether a call failed without a response from the service.</summary>
    public static bool IsUnreachable(Exception exception) =>
        exception is HttpRequestException or IOException or TimeoutException or OperationCanceledException;

    public string DescribeCause(Exception exception) => ExceptionMapper.DescribeCause(exception, CaBundle.Find(context))
        + (Regions.DescribeUnknown(region) is { } unknown ? ". " + unknown.TrimEnd('.') : "");

    private T Configure<T>(T config, string service, string serviceRegion)
        where T : ClientConfig
    {
        PipelineConfig.Isolate(config);
        config.HttpClientFactory = new ClientCache.CachedHttpClientFactory(context.Environment.Clock, CaBundle.Find(context));
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
