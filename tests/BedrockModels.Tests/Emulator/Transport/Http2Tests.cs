using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Transport;

/// <summary>HTTP/2 as the runtime client of the AWS SDK for JavaScript speaks it: at once, and without TLS.</summary>
public sealed class Http2Tests : IDisposable
{
    private readonly TestEmulator _emulator = new(clock => new()
    {
        TimeProvider = clock,
        Faults =
        [
            new() { Operation = "GetCustomModel", Name = "dropped", Drop = Drop.Before },
            new() { Operation = "GetCustomModel", Name = "cut", Status = 200, Body = "{}", Cut = true },
        ],
    });

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, EnableMultipleHttp2Connections = false });

    public void Dispose()
    {
        _http.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public async Task Requests_of_one_connection_get_the_responses_of_HTTP_1()
    {
        await _emulator.ActiveModel("model");

        var replies = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(i => Send(HttpMethod.Get, i % 2 == 0 ? "/custom-models/model" : "/custom-models/nobody-" + i)));

        Expect.Each(replies.Where((_, i) => i % 2 == 0), reply => Assert.Equal("Active", reply.Text("modelStatus")));
        Expect.Each(replies.Where((_, i) => i % 2 == 1), reply => Assert.Equal((404, "ResourceNotFoundException"), reply.Error));
        Assert.Equal(["custom-models/nobody-1"],
            _emulator.Server.Requests.Where(request => request.Target.EndsWith("nobody-1", StringComparison.Ordinal))
                .Select(request => request.Target[1..]));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1024 * 1024)]
    public async Task Prompt_and_answer_of_any_length_arrive(int length)
    {
        var deployment = await _emulator.ActiveDeployment("live", "model");
        var text = new string('x', length) + "\u00FC\U0001F600";
        var body = new JsonObject
        {
            ["messages"] = new JsonArray(new JsonObject
            {
                ["role"] = "user",
                ["content"] = new JsonArray(new JsonObject { ["text"] = text }),
            }),
        };

        var reply = await Send(HttpMethod.Post, $"/model/{Uri.EscapeDataString(deployment)}/converse", JsonContent.Create(body));

        Assert.Equal("model: " + text, reply.Answer);
    }

    [Fact]
    public async Task Head_has_the_headers_alone()
    {
        var reply = await Send(HttpMethod.Head, "/custom-models");

        Assert.Equal((404, "UnknownOperationException", ""), (reply.Status, reply.ErrorType, reply.Body));
    }

    [Theory]
    [InlineData("dropped")]
    [InlineData("cut")]
    public async Task Connection_that_is_dropped_is_an_error(string name) =>
        await Assert.ThrowsAsync<HttpRequestException>(() => Send(HttpMethod.Get, "/custom-models/" + name));

    [Fact]
    public async Task Signature_can_be_of_the_authority_in_place_of_the_host()
    {
        var authorization = TestEmulator.AuthorizationFor("us-east-1").Replace("host;", ":authority;", StringComparison.Ordinal);

        var reply = await Send(HttpMethod.Get, "/custom-models", null, authorization);
        var earlier = await _emulator.Send(HttpMethod.Get, "/custom-models", null,
            ("Authorization", authorization), ("X-Amz-Date", "20260801T000000Z"));

        Assert.Equal(200, reply.Status);
        Assert.Equal((403, "InvalidSignatureException"), earlier.Error);
    }

    [Theory]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(16000)]
    public async Task Header_of_any_length_arrives(int length)
    {
        var value = new string('x', length);
        _emulator.Server.AddFault(new() { Headers = new Dictionary<string, string> { ["X-Long"] = value } });

        var reply = await Send(HttpMethod.Get, "/custom-models");

        Assert.Equal((200, value, _emulator.Clock.GetUtcNow().ToString("R")),
            (reply.Status, reply.Headers["X-Long"], reply.Headers["Date"]));
    }

    [Theory]
    [InlineData("ffffff00000000000000")]
    [InlineData("0000010105000000010000")]
    public async Task Bytes_that_are_not_HTTP_2_end_the_connection(string hex)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _emulator.Server.Port);
        var stream = client.GetStream();
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), .. Convert.FromHexString(hex)]);

        using var received = new MemoryStream();
        await stream.CopyToAsync(received);

        // The settings of the server and a GOAWAY frame with PROTOCOL_ERROR, and nothing that would be a response.
        Assert.Equal("000006040000000000" + "00047fffffff" + "000008070000000000" + "7fffffff00000001",
            Convert.ToHexStringLower(received.ToArray()));
        Assert.Equal(200, (await Send(HttpMethod.Get, "/custom-models")).Status);
    }

    [Fact]
    public async Task Ping_is_answered()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _emulator.Server.Port);
        var stream = client.GetStream();
        await stream.WriteAsync((byte[])
        [
            .. Encoding.ASCII.GetBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
            .. Convert.FromHexString("000000040000000000" + "0000080600000000000102030405060708"),
        ]);
        client.Client.Shutdown(SocketShutdown.Send);

        using var received = new MemoryStream();
        await stream.CopyToAsync(received);

        Assert.EndsWith("000000040100000000" + "0000080601000000000102030405060708", Convert.ToHexStringLower(received.ToArray()),
            StringComparison.Ordinal);
    }

    private async Task<EmulatorReply> Send(HttpMethod method, string path, HttpContent? body = null, string? authorization = null)
    {
        using var request = new HttpRequestMessage(method, _emulator.Server.EndpointUrl + path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
        };
        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? TestEmulator.AuthorizationFor("us-east-1"));
        request.Headers.TryAddWithoutValidation("X-Amz-Date", "20260801T000000Z");
        using var response = await _http.SendAsync(request);
        return await EmulatorReply.Of(response);
    }
}
