using Amazon.Runtime;
using BedrockModels.Protocol;

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
        var answer = await LinkLocalHttp.SendAsync(request, Timeout, environment.Clock, CancellationToken.None).ConfigureAwait(false);
        return (answer is { Status: 200, Body: var body } ? LinkLocalHttp.Read(body) : null)
            ?? throw new BedrockException(
                ErrorCode.CredentialsNotFound,
                $"The container's credentials could not be read from {address}, which AWS_CONTAINER_CREDENTIALS_* names: {(answer is { Status: var status } ? $"the answer was HTTP {status}" : "nothing answered")}.",
                null);
    }

    private static Uri? GetAddress(HostEnvironment environment)
    {
        if (environment.Get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is { } path)
        {
            // Anything else could name another host.
            return path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal)
                ? new Uri(environment.ContainerHost, path)
                : throw new BedrockException(ErrorCode.CredentialsNotFound, $"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is '{path}': a path that starts with one / is needed.", null);
        }

        if (environment.Get("AWS_CONTAINER_CREDENTIALS_FULL_URI") is not { } text)
            return null;

        // The authorization token goes there: over plain http only to the addresses that are the machine's own.
        return Uri.TryCreate(text, UriKind.Absolute, out var full) && (full.Scheme == "https" || (full.Scheme == "http" && (full.IsLoopback || KnownHosts.Contains(full.Host))))
            ? full
            : throw new BedrockException(
                ErrorCode.CredentialsNotFound,
                $"AWS_CONTAINER_CREDENTIALS_FULL_URI is '{text}': an https address, or an http address of this machine or container is needed.",
                null);
    }

    private async Task<string?> ReadTokenAsync()
    {
        if (environment.Get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") is not { } file)
            return environment.Get("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        try
        {
            return (await File.ReadAllTextAsync(file).ConfigureAwait(false)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BedrockException(ErrorCode.CredentialsNotFound, $"The container's authorization token cannot be read from {file}, which AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names.", exception);
        }
    }
}
