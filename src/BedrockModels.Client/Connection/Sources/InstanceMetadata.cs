namespace BedrockModels.Client;

/// <summary>The metadata service of an EC2 instance, by sessions (IMDSv2). Where there is none, that is known within a second.</summary>
internal sealed class InstanceMetadata(Chain chain)
{
    private const string RolePath = "/latest/meta-data/iam/security-credentials/";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Surroundings _surroundings = chain.Surroundings;

    private Uri Host => chain.Setting("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint") is var (url, source)
        ? EndpointFinder.Parse(url, source)
        : string.Equals(chain.Setting("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode")?.Value, "IPv6", StringComparison.OrdinalIgnoreCase)
            ? new Uri("http://[fd00:ec2::254]")
            : _surroundings.MetadataHost;

    public static bool IsOff(Surroundings surroundings) => surroundings.IsTrue("AWS_EC2_METADATA_DISABLED");

    public async Task<string?> FindRegionAsync(CancellationToken ct) => (await GetAsync("/latest/meta-data/placement/region", ct).ConfigureAwait(false))?.Trim();

    public async Task<FoundCredential?> FindCredentialsAsync(CancellationToken ct) => await RoleAsync(ct).ConfigureAwait(false) is not null
        ? FoundCredential.Of("the instance metadata", ("instance", Host), () => new InstanceCredentials(this))
        : null;

    /// <summary>The credentials of the instance's role, as the service writes them.</summary>
    public async Task<string?> GetCredentialsAsync(CancellationToken ct) =>
        await RoleAsync(ct).ConfigureAwait(false) is { } role ? await GetAsync(RolePath + role, ct).ConfigureAwait(false) : null;

    private async Task<string?> RoleAsync(CancellationToken ct) =>
        (await GetAsync(RolePath, ct).ConfigureAwait(false))?.Split('\n')[0].Trim() is { Length: > 0 } role ? role : null;

    private async Task<string?> GetAsync(string path, CancellationToken ct)
    {
        if (IsOff(_surroundings))
            return null;
        using var session = new HttpRequestMessage(HttpMethod.Put, new Uri(Host, "/latest/api/token"));
        session.Headers.Add("x-aws-ec2-metadata-token-ttl-seconds", "60");
        if (await LinkLocal.SendAsync(session, Patience, _surroundings.Clock, ct).ConfigureAwait(false) is not { Status: 200, Body: var token })
            return null;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Host, path));
        request.Headers.Add("x-aws-ec2-metadata-token", token);
        return await LinkLocal.SendAsync(request, Patience, _surroundings.Clock, ct).ConfigureAwait(false) is { Status: 200, Body: var body } ? body : null;
    }
}
