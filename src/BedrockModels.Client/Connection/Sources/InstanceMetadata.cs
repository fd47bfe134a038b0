using Amazon.Runtime;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>The metadata service of an EC2 instance, by sessions (IMDSv2). Where there is none, that is known within a second.</summary>
internal sealed class InstanceMetadata(ConnectionContext context)
{
    private const string RolePath = "/latest/meta-data/iam/security-credentials/";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly HostEnvironment _environment = context.HostEnvironment;

    private Uri Host => context.Setting("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint") is var (url, source)
        ? EndpointResolver.Parse(url, source)
        : string.Equals(context.Setting("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode")?.Value, "IPv6", StringComparison.OrdinalIgnoreCase)
            ? new Uri("http://[fd00:ec2::254]")
            : _environment.MetadataHost;

    public static bool IsDisabled(HostEnvironment environment) => environment.IsTrue("AWS_EC2_METADATA_DISABLED");

    public async Task<string?> FindRegionAsync(CancellationToken ct) => (await GetAsync("/latest/meta-data/placement/region", ct).ConfigureAwait(false))?.Trim();

    public async Task<ResolvedCredentials?> FindCredentialsAsync(CancellationToken ct) => await GetRoleAsync(ct).ConfigureAwait(false) is not null
        ? ResolvedCredentials.FromProvider("the instance metadata", ("instance", Host), () => new InstanceCredentials(this))
        : null;

    /// <summary>The credentials of the instance's role, as the service writes them.</summary>
    public async Task<string?> GetCredentialsAsync(CancellationToken ct) =>
        await GetRoleAsync(ct).ConfigureAwait(false) is { } role ? await GetAsync(RolePath + role, ct).ConfigureAwait(false) : null;

    private async Task<string?> GetRoleAsync(CancellationToken ct) =>
        (await GetAsync(RolePath, ct).ConfigureAwait(false))?.Split('\n')[0].Trim() is { Length: > 0 } role ? role : null;

    private async Task<string?> GetAsync(string path, CancellationToken ct)
    {
        if (IsDisabled(_environment))
            return null;
        using var session = new HttpRequestMessage(HttpMethod.Put, new Uri(Host, "/latest/api/token"));
        session.Headers.Add("x-aws-ec2-metadata-token-ttl-seconds", "60");
        if (await LinkLocalHttp.SendAsync(session, Timeout, _environment.Clock, ct).ConfigureAwait(false) is not { Status: 200, Body: var token })
            return null;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Host, path));
        request.Headers.Add("x-aws-ec2-metadata-token", token);
        return await LinkLocalHttp.SendAsync(request, Timeout, _environment.Clock, ct).ConfigureAwait(false) is { Status: 200, Body: var body } ? body : null;
    }
}

/// <summary>The credentials of an instance's role.</summary>
internal sealed class InstanceCredentials(InstanceMetadata metadata) : RefreshingAWSCredentials
{
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync() =>
        (await metadata.GetCredentialsAsync(CancellationToken.None).ConfigureAwait(false) is { } body ? LinkLocalHttp.Read(body) : null)
            ?? throw new BedrockException(ErrorCode.CredentialsNotFound, "The instance metadata gave no credentials; check that the instance has a role.", null);
}
