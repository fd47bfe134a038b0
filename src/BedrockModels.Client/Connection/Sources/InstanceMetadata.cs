namespace BedrockModels.Client;

/// <summary>The metadata service of an EC2 instance, with session tokens (IMDSv2). Elsewhere, a request fails within a second.</summary>
internal sealed class InstanceMetadata(ConnectionContext context)
{
    private const string RolePath = "/latest/meta-data/iam/security-credentials/";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private Uri Host
    {
        get
        {
            if (context.GetSetting("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint") is var (url, source))
                return EndpointResolver.Parse(url, source);
            var mode = context.GetSetting("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode")?.Value;
            return string.Equals(mode, "IPv6", StringComparison.OrdinalIgnoreCase)
                ? new Uri("http://[fd00:ec2::254]")
                : context.Environment.MetadataHost;
        }
    }

    public static bool IsDisabled(HostEnvironment environment) =>
        string.Equals(environment.Get("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);

    public async Task<string?> FindRegionAsync(CancellationToken ct) =>
        (await GetAsync("/latest/meta-data/placement/region", ct).ConfigureAwait(false))?.Trim();

    public async Task<ResolvedCredentials?> FindCredentialsAsync(CancellationToken ct) =>
        await GetRoleAsync(ct).ConfigureAwait(false) is null
            ? null
            : ResolvedCredentials.FromProvider("the instance metadata", ("instance", Host), () => new InstanceCredentials(this));

    /// <summary>The credentials of the instance's role, as the service returns them.</summary>
    public async Task<string?> GetCredentialsAsync(CancellationToken ct) =>
        await GetRoleAsync(ct).ConfigureAwait(false) is { } role ? await GetAsync(RolePath + role, ct).ConfigureAwait(false) : null;

    private async Task<string?> GetRoleAsync(CancellationToken ct) =>
        (await GetAsync(RolePath, ct).ConfigureAwait(false))?.Split('\n')[0].Trim() is { Length: > 0 } role ? role : null;

    private async Task<string?> GetAsync(string path, CancellationToken ct)
    {
        if (IsDisabled(context.Environment))
            return null;
        const string Header = "x-aws-ec2-metadata-token";
        return await SendAsync(HttpMethod.Put, "/latest/api/token", Header + "-ttl-seconds", "60", ct).ConfigureAwait(false) is { } token
            ? await SendAsync(HttpMethod.Get, path, Header, token, ct).ConfigureAwait(false)
            : null;
    }

    private async Task<string?> SendAsync(HttpMethod method, string path, string header, string value, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(Host, path));
        request.Headers.Add(header, value);
        var response = await LinkLocalHttp.SendAsync(request, Timeout, context.Environment.Clock, ct).ConfigureAwait(false);
        return response is { Status: 200, Body: var body } ? body : null;
    }
}

/// <summary>The credentials of an instance's role.</summary>
internal sealed class InstanceCredentials(InstanceMetadata metadata) : RefreshingAWSCredentials
{
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync() =>
        (await metadata.GetCredentialsAsync(CancellationToken.None).ConfigureAwait(false) is { } body
            ? LinkLocalHttp.ReadCredentials(body)
            : null)
        ?? throw ConnectionErrors.CredentialsNotFound("The instance metadata returned no credentials. Check that the instance has a role.");
}
