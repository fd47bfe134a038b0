namespace BedrockModels.Client;

/// <summary>
/// The credentials of an ECS task or an EKS pod. (GenericContainerCredentials of the SDK takes up to five attempts without a time
/// limit that Stop could end, reads relative token files from the folder of the process, and sends the line break of a token file.)
/// </summary>
internal sealed class ContainerCredentials(HostEnvironment environment, Uri address) : RefreshingKeys("the container", environment.Clock)
{
    private const string TokenVariable = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

    private const int Attempts = 3;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private static readonly string[] KnownHosts = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"];

    private readonly string? _tokenFile = GetTokenFile(environment);

    public override object? Origin => (address, _tokenFile);

    public static ResolvedCredentials? Find(HostEnvironment environment) => Create(environment) is { } container
        ? ResolvedCredentials.FromProvider("the container", ("container", container.Origin, environment.Clock), container)
        : null;

    public static ContainerCredentials? Create(HostEnvironment environment) =>
        GetAddress(environment) is { } address ? new ContainerCredentials(environment, address) : null;

    protected override async Task<IssuedKeys> IssueAsync(CancellationToken ct)
    {
        var token = await ReadTokenAsync(ct).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (token is not null)
                request.Headers.TryAddWithoutValidation("Authorization", token);
            var response = await LinkLocalHttp.SendAsync(request, Timeout, Clock, ct).ConfigureAwait(false);
            if (response is { Status: 200, Body: var body } && IssuedKeys.Read(IssuedKeys.Parse(body), "Token") is { } credentials)
                return credentials;
            if (attempt == Attempts || response is not { Status: 429 or >= 500 })
            {
                throw ConnectionErrors.CredentialsNotFound(
                    $"The container credentials could not be read from {EndpointResolver.Show(address)} "
                    + "(set by AWS_CONTAINER_CREDENTIALS_*): "
                    + (response is { Status: var status } ? $"the response was HTTP {status}." : "no response was received."));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), Clock, ct).ConfigureAwait(false);
        }
    }

    private static Uri? GetAddress(HostEnvironment environment)
    {
        if (environment.Get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is { } path)
        {
            // Any other form could name another host.
            return path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal)
                ? new Uri(environment.ContainerHost, path)
                : throw ConnectionErrors.CredentialsNotFound(
                    $"{EndpointResolver.Show(path, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")} is not valid. "
                    + "Use a path that starts with a single /.");
        }

        if (environment.Get("AWS_CONTAINER_CREDENTIALS_FULL_URI") is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var full) && IsSafe(full)
            ? full
            : throw ConnectionErrors.CredentialsNotFound(
                $"{EndpointResolver.Show(text, "AWS_CONTAINER_CREDENTIALS_FULL_URI")} is not valid. Use an https address, "
                + "or an http address of this computer or container.");
    }

    /// <summary>The authorization token is sent there, so plain http is allowed only for addresses of this machine.</summary>
    private static bool IsSafe(Uri address) => address.Scheme == "https"
        || (address.Scheme == "http" && (address.IsLoopback || KnownHosts.Contains(address.Host)));

    private static string? GetTokenFile(HostEnvironment environment) =>
        environment.Get(TokenVariable + "_FILE") is { } file ? environment.ResolvePath(file) : null;

    /// <summary>The token, read for each request, because Kubernetes replaces the file.</summary>
    private async Task<string?> ReadTokenAsync(CancellationToken ct)
    {
        var source = _tokenFile is null ? TokenVariable : TokenVariable + "_FILE";
        var token = _tokenFile is null
            ? environment.Get(source)
            : await HostEnvironment.ReadTokenAsync(_tokenFile, "token of " + source, ErrorCode.CredentialsNotFound, ct)
                .ConfigureAwait(false);
        return token?.Any(c => c is < ' ' or > '~') is not true ? token : throw ConnectionErrors.CredentialsNotFound(
            $"The token in {source} contains a line break or another character that cannot be sent. Copy it again.");
    }
}
