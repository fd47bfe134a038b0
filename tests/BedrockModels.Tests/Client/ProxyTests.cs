using System.Net;
using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

public sealed class ProxyTests
{
    private static readonly Uri Aws = new("https://bedrock.us-east-1.amazonaws.com/");
    private static readonly Uri Proxy = new("http://proxy.example:3128");

    [Theory]
    [InlineData("http://127.0.0.1:4566/")]
    [InlineData("https://localhost:4566/")]
    [InlineData("http://[::1]:4566/")]
    [InlineData("http://127.1.2.3/")]
    public void Loopback_is_never_sent_to_a_proxy(string url)
    {
        var proxy = With(("HTTPS_PROXY", "http://proxy.example:3128"), ("HTTP_PROXY", "http://proxy.example:3128"));

        Assert.True(proxy.IsBypassed(new Uri(url)));
        Assert.Equal(Proxy, proxy.GetProxy(Aws));
    }

    [Theory]
    [InlineData("*", "https://bedrock.corp.invalid")]
    [InlineData("other.invalid, *", "https://bedrock.corp.invalid")]
    [InlineData("bedrock.corp.invalid", "https://bedrock.corp.invalid")]
    [InlineData("corp.invalid", "https://bedrock.corp.invalid")]
    [InlineData("corp.invalid", "https://corp.invalid")]
    [InlineData(".corp.invalid", "https://bedrock.corp.invalid")]
    [InlineData(".corp.invalid", "https://corp.invalid")]
    [InlineData("*.corp.invalid", "https://bedrock.corp.invalid")]
    [InlineData("corp.invalid.", "https://bedrock.corp.invalid")]
    [InlineData("corp.invalid", "https://bedrock.corp.invalid.")]
    [InlineData("CORP.INVALID", "https://bedrock.corp.invalid")]
    [InlineData("corp.invalid", "https://Bedrock.Corp.Invalid")]
    [InlineData("a.invalid,corp.invalid", "https://bedrock.corp.invalid")]
    [InlineData(" a.invalid , corp.invalid ", "https://bedrock.corp.invalid")]
    [InlineData("a.invalid corp.invalid", "https://bedrock.corp.invalid")]
    [InlineData("corp.invalid:443", "https://bedrock.corp.invalid")]
    [InlineData("corp.invalid:8443", "https://bedrock.corp.invalid:8443")]
    [InlineData("10.1.2.3", "https://10.1.2.3")]
    [InlineData("10.1.2.3:8443", "https://10.1.2.3:8443")]
    [InlineData("10.0.0.0/8", "https://10.1.2.3")]
    [InlineData("10.99.0.1/8", "https://10.1.2.3")]
    [InlineData("10.1.2.0/23", "https://10.1.3.255")]
    [InlineData("0.0.0.0/0", "https://10.1.2.3")]
    [InlineData("fd00::1", "https://[fd00::1]")]
    [InlineData("[fd00::1]", "https://[fd00::1]")]
    [InlineData("[fd00::1]:8443", "https://[fd00::1]:8443")]
    [InlineData("fd00::/8", "https://[fdff::1]")]
    public void NO_PROXY_that_names_the_host_bypasses_the_proxy(string list, string url)
    {
        var proxy = With(("HTTPS_PROXY", "http://proxy.example:3128"), ("NO_PROXY", list));

        Assert.Null(proxy.GetProxy(new Uri(url)));
    }

    [Theory]
    [InlineData("", "https://bedrock.corp.invalid")]
    [InlineData(" , .", "https://bedrock.corp.invalid")]
    [InlineData("corp", "https://bedrock.corp.invalid")]
    [InlineData("rp.invalid", "https://bedrock.corp.invalid")]
    [InlineData("bedrock.corp.invalid", "https://corp.invalid")]
    [InlineData("corp.invalid;", "https://bedrock.corp.invalid")]
    [InlineData("corp.invalid:8443", "https://bedrock.corp.invalid")]
    [InlineData("10.1.2.3", "https://10.1.2.30")]
    [InlineData("10.1.2.0/24", "https://10.1.3.1")]
    [InlineData("10.0.0.0/33", "https://10.0.0.1")]
    [InlineData("10.0.0.0/x", "https://10.0.0.1")]
    [InlineData("fd00::/8", "https://10.1.2.3")]
    [InlineData("2.3", "https://10.1.2.3")]
    [InlineData("[fd00::1]:8443", "https://[fd00::1]")]
    public void NO_PROXY_that_names_another_host_does_not_bypass_the_proxy(string list, string url)
    {
        var proxy = With(("HTTPS_PROXY", "http://proxy.example:3128"), ("NO_PROXY", list));

        Assert.Equal(Proxy, proxy.GetProxy(new Uri(url)));
    }

    [Theory]
    [InlineData("https_proxy", "http://proxy.example:3128", "http://proxy.example:3128")]
    [InlineData("HTTPS_PROXY", " http://proxy.example:3128 ", "http://proxy.example:3128")]
    [InlineData("HTTPS_PROXY", "proxy.example:3128", "http://proxy.example:3128")]
    [InlineData("HTTPS_PROXY", "//proxy.example:3128", "http://proxy.example:3128")]
    [InlineData("HTTPS_PROXY", "proxy.example", "http://proxy.example")]
    [InlineData("HTTPS_PROXY", "https://proxy.example", "https://proxy.example")]
    [InlineData("HTTPS_PROXY", "socks5://proxy.example:1080", "socks5://proxy.example:1080")]
    [InlineData("HTTPS_PROXY", "user:password@proxy.example:3128", "http://proxy.example:3128")]
    [InlineData("ALL_PROXY", "http://proxy.example:3128", "http://proxy.example:3128")]
    [InlineData("all_proxy", "http://proxy.example:3128", "http://proxy.example:3128")]
    [InlineData("HTTP_PROXY", "http://proxy.example:3128", null)]
    [InlineData("HTTPS_PROXY", "ftp://proxy.example", null)]
    [InlineData("HTTPS_PROXY", "http://proxy.example:port", null)]
    [InlineData("HTTPS_PROXY", "", null)]
    public void Variable_with_a_proxy_is_read_as_in_the_AWS_CLI(string name, string value, string? address)
    {
        var found = With((name, value)).GetProxy(Aws);

        Assert.Equal(address is null ? null : new Uri(address), found);
        Assert.Equal("", found?.UserInfo ?? "");
    }

    [Theory]
    [InlineData("http://lower.example/", "http://upper.example/", "http://lower.example/")]
    [InlineData("", "http://upper.example/", null)]
    public void Variable_in_lower_case_wins_even_if_it_is_empty(string lower, string upper, string? address)
    {
        var proxy = With(("https_proxy", lower), ("HTTPS_PROXY", upper));

        Assert.Equal(address, proxy.GetProxy(Aws)?.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://user:pass-word@proxy.example:3128", "user", "pass-word", "")]
    [InlineData("http://user:p%40ss%3Aword@proxy.example:3128", "user", "p@ss:word", "")]
    [InlineData("http://user:p@ss/word#1@proxy.example:3128", "user", "p@ss/word#1", "")]
    [InlineData("http://user@proxy.example:3128", "user", "", "")]
    [InlineData("http://corp%5Cuser:word@proxy.example:3128", "user", "word", "corp")]
    public void User_in_the_variable_is_the_one_for_the_proxy(string value, string user, string password, string domain)
    {
        var credential = With(("HTTPS_PROXY", value)).Credentials!.GetCredential(Proxy, "Basic")!;

        Assert.Equal((user, password, domain), (credential.UserName, credential.Password, credential.Domain));
    }

    [Fact]
    public async Task User_is_sent_to_a_proxy_that_asks_for_it()
    {
        await using var server = new StandIn(
            Reply.Text("", 407, "text/plain", "Proxy-Authenticate: Basic realm=\"corp\"\r\n"), Reply.Text("in", 200, "text/plain"));
        using var connections = new SocketsHttpHandler { Proxy = With(("HTTP_PROXY", $"user:p@ss-word@127.0.0.1:{server.Port}")) };
        using var client = new HttpClient(connections);

        Assert.Equal("in", await client.GetStringAsync(new Uri("http://bedrock.corp.invalid/"), CancellationToken.None));
        Assert.Equal(
            "Basic " + Convert.ToBase64String("user:p@ss-word"u8), server.Last.Header("Proxy-Authorization"));
    }

    [Fact]
    public void Machine_proxy_is_used_without_variables_and_NO_PROXY_applies_to_it()
    {
        var machine = new WebProxy(Proxy) { BypassList = [@"inside\.example"], Credentials = new NetworkCredential("machine", "password") };
        var proxy = new EnvironmentProxy(name => name == "NO_PROXY" ? "corp.invalid" : null, () => machine);

        Assert.Equal(Proxy, proxy.GetProxy(Aws));
        Assert.Equal("machine", proxy.Credentials!.GetCredential(Proxy, "Basic")!.UserName);
        Assert.Null(proxy.GetProxy(new Uri("https://inside.example/")));
        Assert.Null(proxy.GetProxy(new Uri("https://bedrock.corp.invalid/")));
    }

    [Fact]
    public void Variable_wins_over_the_machine_proxy_and_its_user()
    {
        var machine = new WebProxy("http://machine.example") { Credentials = new NetworkCredential("machine", "password") };
        var proxy = new EnvironmentProxy(name => name == "HTTPS_PROXY" ? "http://user:word@proxy.example:3128" : null, () => machine);

        Assert.Equal(Proxy, proxy.GetProxy(Aws));
        Assert.Equal("user", proxy.Credentials!.GetCredential(Proxy, "Basic")!.UserName);
    }

    private static EnvironmentProxy With(params (string Name, string Value)[] variables)
    {
        var set = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        return new EnvironmentProxy(set.GetValueOrDefault, () => null);
    }
}
