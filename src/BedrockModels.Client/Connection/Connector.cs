using System.Collections.Concurrent;
using Amazon.Runtime;

namespace BedrockModels.Client;

/// <summary>Settles a connection: Region, endpoint and credentials, each from the first source that has it.</summary>
internal static class Connector
{
    private static readonly ConcurrentDictionary<string, bool> Warned = new();

    public static async Task<(Func<ServicePipeline> Pipeline, ConnectionInfo Info)> ConnectAsync(ConnectionSettings settings, Action<string> verbose, Action<string>? warn, CancellationToken ct)
    {
        var chain = new Chain(settings);
        var (region, regionSource) = await RegionFinder.FindAsync(chain, ct).ConfigureAwait(false);
        if (RegionFinder.IsPassedOver(chain))
            WarnOnce(warn, $"The profile '{chain.ProfileName}' has no Region, so {region} from {regionSource} is used; set one with: aws configure set region REGION --profile {chain.ProfileName}");
        verbose($"Region {region} from {regionSource}.");
        var (endpoint, endpointSource) = EndpointFinder.Find(chain, region);
        verbose($"Endpoint {endpoint} from {endpointSource}.");
        var retries = Retries(chain);
        var credentials = new CredentialFinder(chain, new ProfileCredentials(chain, new AwsServices(chain, region)));
        var (identity, key, name, profile) = credentials.FindBearerToken(endpoint, verbose) is { } token
            ? (PipelineIdentity.Bearer(token), (CredentialFinder.BearerVariable, token), CredentialFinder.BearerVariable, null)
            : await SignedAsync(credentials, ct).ConfigureAwait(false);
        verbose($"Credentials from {name}.");
        if (endpoint.Scheme == "http" && !endpoint.IsLoopback)
            WarnOnce(warn, $"The endpoint {endpoint} is plain http: requests and answers can be read and changed on the way; use https.");
        var shared = new PipelineKey(key, endpoint, region, retries);
        var pipeline = PipelineCache.Get(shared, identity);

        // Another runspace may have removed the module, and with it the pipelines.
        return (() => pipeline.IsDisposed ? pipeline = PipelineCache.Get(shared, identity) : pipeline, new ConnectionInfo(region, endpoint, name, profile));
    }

    private static async Task<(PipelineIdentity Identity, object Key, string Name, string? Profile)> SignedAsync(CredentialFinder credentials, CancellationToken ct)
    {
        var found = await credentials.FindAsync(ct).ConfigureAwait(false);
        var identity = PipelineIdentity.SigV4(found);

        // A login that has expired, or a key that cannot be sent, is told here, once, and not by every call.
        await identity.FindAsync().ConfigureAwait(false);
        return (identity, found.Identity, found.Name, found.ProfileName);
    }

    private static void WarnOnce(Action<string>? warn, string text)
    {
        if (warn is not null && Warned.TryAdd(text, true))
            warn(text);
    }

    private static RetrySettings Retries(Chain chain)
    {
        var mode = chain.Setting("AWS_RETRY_MODE", "retry_mode")?.Value;
        return new RetrySettings(
            string.Equals(mode, "adaptive", StringComparison.OrdinalIgnoreCase) ? RequestRetryMode.Adaptive : RequestRetryMode.Standard,
            chain.MaxAttempts,
            chain.Surroundings.LongestRetryPause,
            chain.Surroundings.Clock);
    }
}
