using System.Globalization;
using System.Security.Cryptography;

namespace BedrockModels.Client;

/// <summary>
/// The metadata service of an EC2 instance, with session tokens (IMDSv2). Elsewhere, a request fails within a second. (The classes of
/// the SDK read the endpoint once per process, use proxies, cannot be canceled, and do not tell a refused token from no response.)
/// </summary>
internal sealed class InstanceMetadata : RefreshingKeys
{
    private const string RolePath = "/latest/meta-data/iam/security-credentials/";

    private readonly Endpoint _endpoint;
    private string? _region;
    private IssuedKeys? _last;
    private string? _warning;

    private InstanceMetadata(Endpoint endpoint, TimeProvider clock)
        : base("the instance metadata", clock)
    {
        _endpoint = endpoint;
        Problem = endpoint.IsDisabled ? "AWS_EC2_METADATA_DISABLED is set" : "no response";
    }

    /// <summary>Why the last request returned no value, for the list of sources that were checked.</summary>
    public string Problem { get; private set; }

    public override string? Warning => _warning;

    public override object? Origin => _endpoint;

    /// <summary>The metadata service that the settings name. All connections share it, so its Region is requested once.</summary>
    public static InstanceMetadata Get(ConnectionContext context)
    {
        var (endpoint, clock) = (GetEndpoint(context), context.Environment.Clock);
        return (InstanceMetadata)ClientCache.Current.GetCredentials((endpoint, clock), new InstanceMetadata(endpoint, clock));
    }

    public async Task<string?> FindRegionAsync(CancellationToken ct) => _region ??=
        await GetAsync("/latest/meta-data/placement/region", await GetTokenAsync(ct).ConfigureAwait(false), ct).ConfigureAwait(false);

    /// <summary>The credentials of the instance's role; null if there are none.</summary>
    public async Task<ResolvedCredentials?> FindCredentialsAsync(CancellationToken ct)
    {
        try
        {
            await ReadAsync(ct).ConfigureAwait(false);
            return ResolvedCredentials.FromProvider(Name, (_endpoint, Clock), this);
        }
        catch (BedrockException)
        {
            return null;
        }
    }

    protected override async Task<IssuedKeys> IssueAsync(CancellationToken ct)
    {
        var token = await GetTokenAsync(ct).ConfigureAwait(false);
        var role = (await GetAsync(RolePath, token, ct).ConfigureAwait(false))?.Split('\n')[0].Trim();
        var body = role is null ? null : await GetAsync(RolePath + role, token, ct).ConfigureAwait(false);
        var json = IssuedKeys.Parse(body ?? "{}");
        var issued = IssuedKeys.Read(json, "Token");
        if (body is not null)
            Problem = $"no credentials for the role {role}" + (IssuedKeys.GetText(json, "Code") is { } code ? ": " + code : "");
        _last = issued ?? _last ?? throw ConnectionErrors.CredentialsNotFound(
            $"The instance metadata returned no credentials: {Problem}.");
        var soon = Clock.GetUtcNow() + Margin;
        _warning = _last.End > soon || _last.End is null
            ? null
            : $"The credentials from {Name} were not renewed in time (they end at {_last.End:u}). They are used until there are new ones.";

        // As in all AWS tools: while the service that renews the credentials is down, AWS goes on accepting the old ones.
        return _warning is null ? _last : _last with { End = soon + TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(300, 600)) };
    }

    private static Endpoint GetEndpoint(ConnectionContext context)
    {
        const string Variable = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
        const string Setting = "ec2_metadata_service_endpoint";
        var (mode, modeSource) = context.GetSetting(Variable + "_MODE", Setting + "_mode") ?? ("IPv4", "");
        var host = context.GetSetting(Variable, Setting) is var (url, source)
            ? EndpointResolver.Parse(url, source)
            : mode.ToUpperInvariant() switch
            {
                "IPV4" => context.Environment.MetadataHost,
                "IPV6" => new Uri("http://[fd00:ec2::254]"),
                _ => throw ConnectionErrors.InvalidEndpoint($"{modeSource} is '{mode}', but must be IPv4 or IPv6."),
            };
        return new Endpoint(
            host.AbsoluteUri.TrimEnd('/'),
            TimeSpan.FromSeconds(GetNumber("AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout")),
            (int)GetNumber("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts"),
            string.Equals(context.Environment.Get("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase));

        double GetNumber(string variable, string setting) =>
            double.TryParse(context.GetSetting(variable, setting)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= 60 ? number : 1;
    }

    /// <summary>A session token; null if the service issues none.</summary>
    private async Task<string?> GetTokenAsync(CancellationToken ct)
    {
        const string Advice = "On EC2, check that IMDSv2 is turned on and that the hop limit is at least 2 for a container";
        if (_endpoint.IsDisabled)
            return null;
        var (status, body, isConnected) = await SendAsync(HttpMethod.Put, "/latest/api/token", "-ttl-seconds", "21600", ct)
            .ConfigureAwait(false);
        Problem = status switch
        {
            0 when isConnected => "no response to the request for a session token. " + Advice,
            0 => "no response",
            _ => $"the request for a session token was refused with HTTP {status}. " + Advice,
        };
        return status == 200 && body.Length > 0 ? body : null;
    }

    /// <summary>A value; null if there is none.</summary>
    private async Task<string?> GetAsync(string path, string? token, CancellationToken ct)
    {
        if (token is null)
            return null;
        var (status, body, _) = await SendAsync(HttpMethod.Get, path, "", token, ct).ConfigureAwait(false);
        Problem = (status, path) switch
        {
            (0, _) => "no response",
            (404, RolePath) => "the instance has no role",
            _ => $"HTTP {status} for {path}",
        };
        return status == 200 && body.Trim() is { Length: > 0 } value ? value : null;
    }

    private async Task<(int Status, string Body, bool IsConnected)> SendAsync(
        HttpMethod method, string path, string header, string value, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, new Uri(_endpoint.Url + path));
            request.Headers.TryAddWithoutValidation("x-aws-ec2-metadata-token" + header, value);
            var response = await LinkLocalHttp.SendAsync(request, _endpoint.Timeout, Clock, ct).ConfigureAwait(false);
            if (response is { Status: < 500 } || attempt >= _endpoint.Attempts)
            {
                var (status, body) = response ?? (0, "");
                return (status, body, request.Options.TryGetValue(LinkLocalHttp.IsConnected, out _));
            }
        }
    }

    private sealed record Endpoint(string Url, TimeSpan Timeout, int Attempts, bool IsDisabled);
}
