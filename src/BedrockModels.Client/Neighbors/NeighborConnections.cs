namespace BedrockModels.Client;

/// <summary>
/// The connections of one connection to Amazon Bedrock to other services: with the same credentials, retries, certificates and proxy, each
/// at its own endpoint. They are made when they are used.
/// </summary>
internal sealed class NeighborConnections(
    ConnectionContext context, PipelineKey bedrock, ConnectionInfo info, PipelineIdentity? identity, CredentialResolver resolver)
{
    private (PipelineIdentity Identity, object Key, string Name, string? ProfileName)? _signing;

    /// <summary>The pipeline for a service and a Region, and its parts for messages.</summary>
    /// <exception cref="BedrockException">There are no credentials, or the endpoint is not valid.</exception>
    public async Task<(ServicePipeline Pipeline, ConnectionInfo Info)> GetAsync(
        NeighborService service, string region, CancellationToken ct)
    {
        var signing = _signing ??= await ResolveSigningAsync(ct).ConfigureAwait(false);
        var (endpoint, isOfRegion) = EndpointResolver.Resolve(context, service, region, bedrock.Endpoint);
        var signingRegion = isOfRegion ? service.SigningRegionFor(region) : region;
        var key = new PipelineKey(signing.Key, endpoint, signingRegion, bedrock.Retries, bedrock.Bundle, service.SigningName);
        return (
            ClientCache.Current.GetPipeline(key, signing.Identity),
            new ConnectionInfo(signingRegion, endpoint, signing.Name, signing.ProfileName, bedrock.Bundle));
    }

    /// <summary>Whether a bucket is part of the host name, as for AWS itself, and not of the path.</summary>
    public bool HasBucketHosts(string bucket, string region) =>
        !bucket.Contains('.', StringComparison.Ordinal)
        && EndpointResolver.Resolve(context, NeighborService.S3, region, bedrock.Endpoint).IsOfRegion;

    /// <summary>The keys of the connection. An API key of Bedrock is for Bedrock only, so that the keys behind it are used.</summary>
    private async Task<(PipelineIdentity Identity, object Key, string Name, string? ProfileName)> ResolveSigningAsync(CancellationToken ct)
    {
        if (identity is not null)
            return (identity, bedrock.Identity, info.CredentialName, info.ProfileName);
        var credentials = await resolver.ResolveAsync(_ => { }, ct).ConfigureAwait(false);
        return (PipelineIdentity.CreateSigV4(credentials), credentials.Identity, credentials.Name, credentials.ProfileName);
    }
}
