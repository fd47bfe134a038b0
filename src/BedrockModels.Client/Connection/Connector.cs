namespace BedrockModels.Client;

/// <summary>Resolves the Region, endpoint and credentials of a connection, each from the first source that has it.</summary>
internal static class Connector
{
    public static async Task<(Func<ServicePipeline> Pipeline, ConnectionInfo Info)> ConnectAsync(
        ConnectionSettings settings, Action<string> verbose, Action<string>? warn, CancellationToken ct)
    {
        var context = new ConnectionContext(settings);

        var bundle = CaBundle.Find(context);
        if (bundle is not null)
        {
            // Reports a bundle that cannot be used once per connection instead of once per call.
            ClientCache.Current.GetHttpClient(context.Environment.Clock, bundle);
            verbose($"Certificate authorities from {bundle}.");
        }

        var profileName = context.ProfileName;
        var (region, regionSource) = await RegionResolver.ResolveAsync(context, ct).ConfigureAwait(false);
        if (RegionResolver.IsProfileWithoutRegion(context))
        {
            WarnOnce(
                warn,
                $"The profile '{profileName}' has no Region, so {region} (from {regionSource}) is used. "
                + $"To set one, run: aws configure set region REGION --profile {profileName}");
        }

        verbose($"Region {region} from {regionSource}.");
        var (endpoint, endpointSource) = EndpointResolver.Resolve(context, region);
        verbose($"Endpoint {endpoint} from {endpointSource}.");
        var credentials = new CredentialResolver(context, new ProfileCredentials(context, new CredentialServiceClients(context, region)));
        var (identity, key, name, profile) = credentials.FindBearerToken(endpoint, verbose) is { } token
            ? (PipelineIdentity.CreateBearer(token), (CredentialResolver.BearerVariable, token), CredentialResolver.BearerVariable, null)
            : await ResolveSigningAsync(credentials, verbose, warn, ct).ConfigureAwait(false);
        verbose($"Credentials from {name}.");
        if (endpoint.Scheme == "http" && !endpoint.IsLoopback)
        {
            WarnOnce(
                warn, $"The endpoint {endpoint} uses plain http: requests and responses can be read and changed in transit. Use https.");
        }

        var shared = new PipelineKey(key, endpoint, region, GetRetries(context, verbose), bundle);
        var pipeline = ClientCache.Current.GetPipeline(shared, identity);

        // Another runspace can remove the module, which disposes the pipelines.
        return (
            () => pipeline.IsDisposed ? pipeline = ClientCache.Current.GetPipeline(shared, identity) : pipeline,
            new ConnectionInfo(region, endpoint, name, profile, bundle));
    }

    private static async Task<(PipelineIdentity Identity, object Key, string Name, string? Profile)> ResolveSigningAsync(
        CredentialResolver resolver, Action<string> verbose, Action<string>? warn, CancellationToken ct)
    {
        var credentials = await resolver.ResolveAsync(verbose, ct).ConfigureAwait(false);
        var identity = PipelineIdentity.CreateSigV4(credentials);

        // Reports an expired login or an invalid key once per connection instead of once per call.
        await identity.ResolveAsync(ct).ConfigureAwait(false);
        if (credentials.Warning?.Invoke() is { } warning)
            WarnOnce(warn, warning);
        return (identity, credentials.Identity, credentials.Name, credentials.ProfileName);
    }

    private static void WarnOnce(Action<string>? warn, string text)
    {
        if (warn is not null && ClientCache.Current.IsNewWarning(text))
            warn(text);
    }

    private static RetrySettings GetRetries(ConnectionContext context, Action<string> verbose)
    {
        var (mode, source) = context.GetSetting("AWS_RETRY_MODE", "retry_mode") ?? ("standard", "");
        if (mode.Equals("legacy", StringComparison.OrdinalIgnoreCase))
            verbose($"The retry mode legacy (from {source}) is the same as standard in this module.");
        return new RetrySettings(
            mode.ToUpperInvariant() switch
            {
                "ADAPTIVE" => RequestRetryMode.Adaptive,
                "STANDARD" or "LEGACY" => RequestRetryMode.Standard,
                _ => throw ConnectionErrors.InvalidConnection($"{source} is '{mode}', but must be standard or adaptive."),
            },
            context.MaxAttempts,
            context.Environment.LongestRetryPause,
            context.Environment.Clock);
    }
}

/// <summary>The result of a connection, for messages. Never contains a secret.</summary>
internal sealed record ConnectionInfo(string Region, Uri Endpoint, string CredentialName, string? ProfileName, CaBundle? Bundle)
{
    public string Host => Endpoint.GetLeftPart(UriPartial.Authority);
}
