using System.Net;

namespace BedrockModels.Client;

/// <summary>The machine's proxy settings (HTTPS_PROXY, HTTP_PROXY, NO_PROXY, or the system's), save that this machine itself is reached directly.</summary>
internal sealed class LoopbackBypassProxy(IWebProxy machine) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => machine.Credentials;
        set => throw new NotSupportedException("The proxy's credentials come from the machine's settings.");
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : machine.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || machine.IsBypassed(host);
}
