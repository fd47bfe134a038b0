using System.Net;
using System.Net.NetworkInformation;
using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Operations;

/// <summary>Options that an emulator refuses at its start, and the start itself.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("12345678901")]
    [InlineData("12345678901x")]
    [InlineData("")]
    public void Account_must_have_twelve_digits(string account) =>
        Assert.Contains($"'{account}'", Refusal(new() { AccountId = account }), StringComparison.Ordinal);

    [Fact]
    public void Address_other_than_loopback_needs_credentials()
    {
        Assert.Contains("0.0.0.0", Refusal(new() { Address = IPAddress.Any }), StringComparison.Ordinal);
        Assert.Contains("Add -Credential", Refusal(new() { Address = IPAddress.IPv6Any }), StringComparison.Ordinal);

        using var server = EmulatorServer.Start(new() { Address = IPAddress.Any, BearerTokens = ["token"] });

        Assert.Equal($"http://127.0.0.1:{server.Port}", server.EndpointUrl);
    }

    [Fact]
    public void Emulator_listens_only_on_loopback_by_default()
    {
        using var server = EmulatorServer.Start(new());

        Assert.Equal($"http://127.0.0.1:{server.Port}", server.EndpointUrl);
        Assert.Equal(IPAddress.Loopback, server.Options.Address);
    }

    [Theory]
    [InlineData("US-EAST-1")]
    [InlineData("nowhere")]
    public void Region_must_have_the_form_of_a_Region(string region) =>
        Assert.Contains($"'{region}'", Refusal(new() { Regions = [region] }), StringComparison.Ordinal);

    [Fact]
    public void First_Region_that_is_not_one_is_named_and_the_default_last()
    {
        Assert.Contains("'second'", Refusal(new() { Regions = ["us-east-1", "second", "third"], DefaultRegion = "default" }),
            StringComparison.Ordinal);
        Assert.Contains("'default'", Refusal(new() { Regions = ["us-east-1"], DefaultRegion = "default" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Negative_activation_time_is_refused() =>
        Assert.Contains("-00:00:01", Refusal(new() { ActivationTime = TimeSpan.FromSeconds(-1) }), StringComparison.Ordinal);

    [Fact]
    public async Task Longest_activation_time_never_ends()
    {
        using var emulator = new TestEmulator(clock => new() { TimeProvider = clock, ActivationTime = TimeSpan.MaxValue });

        var created = await emulator.CreateModel("m");
        emulator.Server.Clock.Advance(TimeSpan.FromDays(100_000));

        Assert.Equal((202, "Creating"), (created.Status, await emulator.Status("m")));
    }

    [Fact]
    public async Task Model_without_an_activation_time_is_Active_at_once()
    {
        using var emulator = new TestEmulator(clock => new() { TimeProvider = clock, ActivationTime = TimeSpan.Zero });
        await emulator.CreateModel("m");

        Assert.Equal("Active", await emulator.Status("m"));
    }

    [Theory]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "[::1]")]
    [InlineData("::", "[::1]")]
    public async Task URL_has_an_address_that_this_machine_reaches(string address, string host)
    {
        Assert.SkipWhen(
            address.Contains(':', StringComparison.Ordinal) && !HasIPv6Loopback(), "This machine has no IPv6 loopback address.");

        using var server = EmulatorServer.Start(new() { Address = IPAddress.Parse(address), BearerTokens = ["token"] });

        Assert.Equal($"http://{host}:{server.Port}", server.EndpointUrl);

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        Assert.Equal(403, (int)(await http.GetAsync(new Uri(server.EndpointUrl + "/custom-models"))).StatusCode);
    }

    [Fact]
    public void Port_in_use_is_refused_and_free_again_after_the_stop()
    {
        int port;
        using (var first = EmulatorServer.Start(new()))
        {
            port = first.Port;
            Assert.Contains($"port {port} ", Refusal(new() { Port = port }), StringComparison.Ordinal);
        }

        using var second = EmulatorServer.Start(new() { Port = port });

        Assert.Equal(port, second.Port);
    }

    private static bool HasIPv6Loopback() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(network => network.GetIPProperties().UnicastAddresses).Any(unicast => unicast.Address.Equals(IPAddress.IPv6Loopback));

    private static string Refusal(EmulatorOptions options) => Assert.Throws<EmulatorException>(() => EmulatorServer.Start(options)).Message;
}
