namespace BedrockModels.Client;

/// <summary>The credentials of an ECS task or an EKS pod.</summary>
internal sealed class ContainerCredentials(HostEnvironment environment, Uri address) : RefreshingAWSCredentials
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private static readonly string[] KnownHosts = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"];

    public static ResolvedCredentials? Find(HostEnvironment environment) => GetAddress(environment) is { } address
        ? ResolvedCredentials.FromProvider("the container", ("container", address), () => new ContainerCredentials(environment, address))
        : null;

    public static AWSCredentials? Create(HostEnvironment environment) =>
        GetAddress(environment) is { } address ? new ContainerCredentials(environment, address) : null;

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (await ReadTokenAsync().ConfigureAwait(false) is { } token)
            request.Headers.TryAddWithoutValidation("Authorization", token);
        var response = await LinkLocalHttp.SendAsync(request, Timeout, environment.Clock, CancellationToken.None).ConfigureAwait(false);
        var credentials = response is { Status: 200, Body: var body } ? LinkLocalHttp.ReadCredentials(body) : null;
        return credentials ?? throw ConnectionErrors.CredentialsNotFound(
            $"The container credentials could not be read from {address} (set by AWS_CONTAINER_CREDENTIALS_*): "
            + (response is { Status: var status } ? $"the response was HTTP {status}." : "no response was received."));
    }

    private static Uri? GetAddress(HostEnvironment environment)
    {
        if (environment.Get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is { } path)
        {
            // Any other form could name another host.
            return path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal)
                ? new Uri(environment.ContainerHost, path)
                : throw ConnectionErrors.CredentialsNotFound(
                    $"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is '{path}', but must be a path that starts with a single /.");
        }

        if (environment.Get("AWS_CONTAINER_CREDENTIALS_FULL_URI") is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var full) && IsSafe(full)
            ? full
            : throw ConnectionErrors.CredentialsNotFound(
                $"AWS_CONTAINER_CREDENTIALS_FULL_URI is '{text}', but must be an https address, "
                + "or an http address of this computer or container.");
    }

    /// <summary>The authorization token is sent there, so plain http is allowed only for addresses of this machine.</summary>
    private static bool IsSafe(Uri address) =>
        address.Scheme == "https" || (address.Scheme == "http" && (address.IsLoopback || KnownHosts.Contains(address.Host)));

    private async Task<string?> ReadTokenAsync()
    {
        const string Variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
        return environment.Get(Variable) is { } file
            ? await HostEnvironment.ReadTokenAsync(file, $"token of {Variable}", ErrorCode.CredentialsNotFound).ConfigureAwait(false)
            : environment.Get("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    }
}
