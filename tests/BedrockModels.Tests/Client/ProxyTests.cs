using System.Net;
using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

public sealed class ProxyTests
{
    private static readonly Uri Proxy = new("http://proxy.example:3128");

    [Theory]
    [InlineData("https://bedrock.us-east-1.amazonaws.com/", true)]
    [InlineData("https://inside.example/", false)]
    [InlineData("http://127.0.0.1:4566/", false)]
    [InlineData("https://localhost:4566/", false)]
    [InlineData("http://[::1]:4566/", false)]
    [InlineData("http://127.1.2.3/", false)]
    public void Proxy_is_used_except_for_bypassed_hosts_and_loopback(string url, bool proxied)
    {
        // The machine's own settings would send loopback to the proxy, as http_proxy does without NO_PROXY.
        var proxy = new LoopbackBypassProxy(
            new WebProxy(Proxy) { BypassList = [@"inside\.example"], Credentials = new NetworkCredential("user", "password") });

        Assert.Equal(!proxied, proxy.IsBypassed(new Uri(url)));
        Assert.Equal(proxied ? Proxy : null, proxy.GetProxy(new Uri(url)));
        Assert.Equal("user", proxy.Credentials!.GetCredential(Proxy, "Basic")!.UserName);
    }
}
