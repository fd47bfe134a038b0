using System.Collections.Concurrent;
using System.Globalization;
using Amazon.Runtime;

namespace BedrockModels.Client;

/// <summary>Settles a connection: Region, endpoint and credentials, each from the first source that has it.</summary>
internal static class Connector
{
    private static readonly ConcurrentDictionary<Uri, bool> WarnedOf = new();

    public static async Task<(Func<ServicePipeline> Pipeline, ConnectionInfo Info)> ConnectAsync(ConnectionSettings settings, Action<string> verbose, Action<string>? warn, CancellationToken ct)
    {
        var chain = new Chain(settings);
        var (region, regionSource) = await RegionFinder.FindAsync(chain, ct).ConfigureAwait(false);
        if (chain.NamedProfile is { } named && settings.Region is null or "" && chain.Profile?.Get("region") is null)
            verbose($"The profile '{named}' has no Region; set one with: aws configure set region REGION --profile {named}");
        verbose($"Region {region} from {regionSource}.");
        var (endpoint, endpointSource) = EndpointFinder.Find(chain, region);
        verbose($"Endpoint {endpoint} from {endpointSource}.");
        var retries = Retries(chain);
        var credentials = new CredentialFinder(chain, new ProfileCredentials(chain, new AwsServices(chain, region)));
        var (identity, key, name, profile) = credentials.FindBearerToken(endpoint, verbose) is { } token
            ? (PipelineIdentity.Bearer(token), (CredentialFinder.BearerVariable, token), CredentialFinder.BearerVariable, null)
            : await SignedAsync(credentials, ct).ConfigureAwait(false);
        verbose($"Credentials from {name}.");
        if (warn is not null && endpoint.Scheme == "http" && !endpoint.IsLoopback && WarnedOf.TryAdd(endpoint, true))
            warn($"The endpoint {endpoint} is plain http: requests and answers can be read and changed on the way; use https.");
        var shared = new PipelineKey(key, endpoint, region, retries);
        var pipeline = PipelineCache.Get(shared, identity);

        // Another runspace may have removed the module, and with it the pipelines.
        return (() => pipeline.IsDisposed ? pipeline = PipelineCache.Get(shared, identity) : pipeline, new ConnectionInfo(region, endpoint, name, profile));
    }

    private static async Task<(PipelineIdentity Identity, object Key, string Name, string? Profile)> SignedAsync(CredentialFinder credentials, CancellationToken ct)
    {
        var found = await credentials.FindAsync(ct).ConfigureAwait(false);

        // A login that has expired is told here, once, and not by every call.
        if (found.FetchesFirst)
            await found.ReadAsync().ConfigureAwait(false);
        return (PipelineIdentity.SigV4(found), found.Identity, found.Name, found.ProfileName);
    }

    private static RetrySettings Retries(Chain chain)
    {
        var mode = chain.Surroundings.Get("AWS_RETRY_MODE") ?? chain.Profile?.Get("retry_mode");
        var attempts = chain.Surroundings.Get("AWS_MAX_ATTEMPTS") ?? chain.Profile?.Get("max_attempts");
        return new RetrySettings(
            string.Equals(mode, "adaptive", StringComparison.OrdinalIgnoreCase) ? RequestRetryMode.Adaptive : RequestRetryMode.Standard,
            int.TryParse(attempts, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : 3,
            chain.Surroundings.LongestRetryPause,
            chain.Surroundings.AnswerTimeout,
            chain.Surroundings.Clock);
    }
}
