using System.Net;

namespace BedrockModels.Client;

/// <summary>
/// The proxy in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY, else the machine's; none for loopback and the hosts in NO_PROXY. Names in lower
/// case win. (.NET reads the variables once per process, but a shell can set them at any time, and its NO_PROXY has no <c>*</c>, no
/// networks, and no subdomains of a domain without a leading dot.)
/// </summary>
internal sealed class EnvironmentProxy(Func<string, string?> variable, Func<IWebProxy?> machine) : IWebProxy, ICredentials
{
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    public ICredentials? Credentials
    {
        get => this;
        set => throw new NotSupportedException("The proxy's credentials come from the variables or the machine.");
    }

    /// <summary>The proxy of the machine: the system's, or the one that a script set for .NET.</summary>
    public static IWebProxy? FindMachineProxy() =>
        HttpClient.DefaultProxy is { } proxy && proxy.GetType().Name != "HttpEnvironmentProxy" ? proxy : null;

    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    public Uri? GetProxy(Uri destination)
    {
        if (destination.IsLoopback || NoProxy.Contains(Get("no_proxy"), destination))
            return null;
        if ((Find(destination.Scheme + "_proxy") ?? Find("all_proxy")) is var (address, _))
            return address;
        return machine() is { } proxy && !proxy.IsBypassed(destination) ? proxy.GetProxy(destination) : null;
    }

    public NetworkCredential? GetCredential(Uri uri, string authType)
    {
        foreach (var name in (string[])["https_proxy", "http_proxy", "all_proxy"])
        {
            if (Find(name) is var (address, user) && address == uri && user is not null)
                return CreateCredential(user);
        }

        return machine()?.Credentials?.GetCredential(uri, authType);
    }

    /// <summary>The address in a variable, and its user and password. A password that is not percent-encoded can contain @.</summary>
    private (Uri Address, string? User)? Find(string name)
    {
        if (Get(name) is not { } value)
            return null;
        var start = value.IndexOf("://", StringComparison.Ordinal);
        var (scheme, rest) = start < 0 ? ("http", value.TrimStart('/')) : (value[..start], value[(start + 3)..]);
        var at = rest.LastIndexOf('@');
        return Schemes.Contains(scheme.ToLowerInvariant())
            && Uri.TryCreate($"{scheme}://{rest[(at + 1)..]}", UriKind.Absolute, out var address)
            ? (address, at < 0 ? null : rest[..at])
            : null;
    }

    private string? Get(string name) =>
        (variable(name) ?? variable(name.ToUpperInvariant()))?.Trim() is { Length: > 0 } value ? value : null;

    private static NetworkCredential CreateCredential(string user)
    {
        var parts = user.Split(':', 2);
        var name = Uri.UnescapeDataString(parts[0]).Split('\\', 2);
        return new NetworkCredential(name[^1], Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? ""), name.Length > 1 ? name[0] : "");
    }
}
