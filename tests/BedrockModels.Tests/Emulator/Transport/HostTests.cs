using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Transport;

/// <summary>DNS rebinding: a web page whose name has the loopback address must not reach an emulator without keys.</summary>
public sealed class HostTests : IDisposable
{
    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [InlineData("evil.example:4599")]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.nip.io:4599")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.168.0.1")]
    [InlineData("[2001:db8::1]:80")]
    public async Task Host_that_is_not_loopback_is_refused_before_anything_happens(string host)
    {
        await _emulator.CreateModel("victim");

        var (status, head, body) = await SendAsync(_emulator, "DELETE", "/custom-models/victim", host);

        Assert.Equal(403, status);
        Assert.Contains("x-amzn-ErrorType: AccessDeniedException", head, StringComparison.Ordinal);
        Assert.Contains($"The Host '{host}' is not a loopback name.", body, StringComparison.Ordinal);
        Assert.Contains("-AllowedHost", body, StringComparison.Ordinal);
        Assert.Equal(200, (await _emulator.Get("/custom-models/victim")).Status);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("https://127.0.0.1.evil.example:8080")]
    [InlineData("null")]
    [InlineData("file://")]
    [InlineData("file://localhost")]
    [InlineData("chrome-extension://localhost")]
    [InlineData("")]
    public async Task Origin_that_is_not_loopback_is_refused(string origin) =>
        Assert.Equal(403, (await SendAsync(_emulator, "GET", "/custom-models", "127.0.0.1", $"Origin: {origin}\r\n")).Status);

    [Theory]
    [InlineData("127.0.0.1:4599", "http://localhost:3000")]
    [InlineData("localhost", "http://127.0.0.1")]
    [InlineData("LOCALHOST:4599", "https://[::1]:8443")]
    [InlineData("bedrock.localhost:4599", "http://app.localhost")]
    [InlineData("127.0.0.2", "http://127.9.9.9")]
    [InlineData("[::1]:4599", "http://localhost")]
    public async Task Names_of_loopback_are_served(string host, string origin) =>
        Assert.Equal(200, (await SendAsync(_emulator, "GET", "/custom-models", host, $"Origin: {origin}\r\n")).Status);

    [Fact]
    public async Task Allowed_host_is_served()
    {
        using var emulator =
            new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, AllowedHosts = ["host.docker.internal"] });

        var allowed = await SendAsync(emulator, "GET", "/custom-models", "Host.Docker.Internal:4599");
        var other = await SendAsync(emulator, "GET", "/custom-models", "docker.internal:4599");

        Assert.Equal((200, 403), (allowed.Status, other.Status));
    }

    [Fact]
    public async Task Emulator_with_keys_serves_every_host()
    {
        using var emulator = new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, BearerTokens = ["key"] });
        using var connection = await RawConnection.Open(emulator.Server.Port);

        await connection.Send("GET /custom-models HTTP/1.1\r\nHost: emulator.example\r\nAuthorization: Bearer key\r\n\r\n");

        Assert.Equal(200, (await connection.Receive()).Status);
    }

    private static async Task<(int Status, string Head, string Body)> SendAsync(
        TestEmulator emulator, string method, string target, string host, string more = "")
    {
        using var connection = await RawConnection.Open(emulator.Server.Port);
        var request = RawConnection.Request(method, target, more);
        await connection.Send(request.Replace("Host: 127.0.0.1", "Host: " + host, StringComparison.Ordinal));
        return await connection.Receive();
    }
}
