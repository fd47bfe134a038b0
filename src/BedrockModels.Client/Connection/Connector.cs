using Amazon.Runtime;

namespace BedrockModels.Client;

/// <summary>Settles a connection: Region, endpoint and credentials, each from the first source that has it.</summary>
internal static class Connector
{
    public static async Task<(Func<ServicePipeline> Pipeline, ConnectionInfo Info)> ConnectAsync(ConnectionSettings settings, Action<string> verbose, Action<string>? warn, CancellationToken ct)
    {
        var context = new ConnectionContext(settings);
        var (region, regionSource) = await RegionResolver.ResolveAsync(context, ct).ConfigureAwait(false);
        if (RegionResolver.IsProfileWithoutRegion(context))
            WarnOnce(warn, $"The profile '{context.ProfileName}' has no Region, so {region} from {regionSource} is used; set one with: aws configure set region REGION --profile {context.ProfileName}");
        verbose($"Region {region} from {regionSource}.");
        var (endpoint, endpointSource) = EndpointResolver.Resolve(context, region);
        verbose($"Endpoint {endpoint} from {endpointSource}.");
        var retries = Retries(context);
        var credentials = new CredentialResolver(context, new ProfileCredentials(context, new CredentialServiceClients(context, region)));
        var (identity, key, name, profile) = credentials.FindBearerToken(endpoint, verbose) is { } token
            ? (PipelineIdentity.CreateBearer(token), (CredentialResolver.BearerVariable, token), CredentialResolver.BearerVariable, null)
            : await SignedAsync(credentials, ct).ConfigureAwait(false);
        verbose($"Credentials from {name}.");
        if (endpoint.Scheme == "http" && !endpoint.IsLoopback)
            WarnOnce(warn, $"The endpoint {endpoint} is plain http: requests and answers can be read and changed on the way; use https.");
        var shared = new PipelineKey(key, endpoint, region, retries);
        var pipeline = ClientCache.Current.GetPipeline(shared, identity);

        // Another runspace may have removed the module, and with it the pipelines.
        return (() => pipeline.IsDisposed ? pipeline = ClientCache.Current.GetPipeline(shared, identity) : pipeline, new ConnectionInfo(region, endpoint, name, profile));
    }

    private static async Task<(PipelineIdentity Identity, object Key, string Name, string? Profile)> SignedAsync(CredentialResolver credentials, CancellationToken ct)
    {
        var found = await credentials.ResolveAsync(ct).ConfigureAwait(false);
        var identity = PipelineIdentity.CreateSigV4(found);

        // A login that has expired, or a key that cannot be sent, is told here, once, and not by every call.
        await identity.ResolveAsync().ConfigureAwait(false);
        return (identity, found.Identity, found.Name, found.ProfileName);
    }

    private static void WarnOnce(Action<string>? warn, string text)
    {
        if (warn is not null && ClientCache.Current.IsNewWarning(text))
            warn(text);
    }

    private static RetrySettings Retries(ConnectionContext context)
    {
        var mode = context.Setting("AWS_RETRY_MODE", "retry_mode")?.Value;
        return new RetrySettings(
            string.Equals(mode, "adaptive", StringComparison.OrdinalIgnoreCase) ? RequestRetryMode.Adaptive : RequestRetryMode.Standard,
            context.MaxAttempts,
            context.HostEnvironment.LongestRetryPause,
            context.HostEnvironment.Clock);
    }
}

/// <summary>What a connection settled on, in words for messages. Never a secret.</summary>
internal sealed record ConnectionInfo(string Region, Uri Endpoint, string CredentialName, string? ProfileName)
{
    public string Host => Endpoint.GetLeftPart(UriPartial.Authority);
}
