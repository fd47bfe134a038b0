using System.Text.Json.Nodes;

namespace BedrockModels.Tests.Emulator.Transport;

public sealed class FramingTests : IDisposable
{
    private const string Create = "/custom-models/create-custom-model";

    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task Connection_serves_several_requests_including_errors()
    {
        using var connection = await Open();
        var body = TestEmulator.ModelBody("model");

        await connection.Send(RawConnection.Request("POST", Create, $"Content-Length: {body.Length}\r\n", body));

        Assert.Equal(202, (await connection.Receive()).Status);

        await connection.Send(RawConnection.Request("POST", Create, "Content-Length: 1\r\n", "{"));

        Assert.Equal(400, (await connection.Receive()).Status);

        await connection.Send(RawConnection.Request("GET", "/custom-models/other"));

        Assert.Equal(404, (await connection.Receive()).Status);

        await connection.Send("GET /custom-models HTTP/1.1\r\nHost: localhost\r\n\r\n");

        Assert.Equal(403, (await connection.Receive()).Status);

        await connection.Send(RawConnection.Request("GET", "/custom-models/model"));
        var (status, head, _) = await connection.Receive();

        Assert.Equal(200, status);
        Assert.DoesNotContain("Connection: close", head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json\r\n", head, StringComparison.Ordinal);
        Assert.Matches("x-amzn-RequestId: [0-9a-f-]{36}\r\n", head);
        Assert.Contains("Date: Sat, 01 Aug 2026 00:00:00 GMT\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipelined_requests_get_responses_in_their_order()
    {
        await _emulator.CreateModel("model");
        using var connection = await Open();

        await connection.Send(
            string.Concat(((string[])["model", "nobody", "model"]).Select(name => RawConnection.Request("GET", "/custom-models/" + name))));

        foreach (var expected in new[] { 200, 404, 200 })
            Assert.Equal(expected, (await connection.Receive()).Status);
    }

    [Theory]
    [InlineData("Connection: close\r\n")]
    [InlineData("connection: Close\r\n")]
    public async Task Connection_close_header_gets_a_response_and_a_close(string header)
    {
        using var connection = await Open();

        await connection.Send(RawConnection.Request("GET", "/custom-models", header));

        var all = await connection.ReceiveToEnd();

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", all, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", all, StringComparison.Ordinal);
        Assert.EndsWith("""{"modelSummaries":[]}""", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HTTP_1_0_connection_is_closed_after_its_response_unless_keep_alive()
    {
        using var closing = await Open();
        await closing.Send(RawConnection.Request("GET", "/custom-models").Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal));

        Assert.Contains("Connection: close", await closing.ReceiveToEnd(), StringComparison.Ordinal);

        using var staying = await Open();
        var request = RawConnection.Request("GET", "/custom-models", "Connection: keep-alive\r\n")
            .Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal);
        await staying.Send(request);

        Assert.Equal(200, (await staying.Receive()).Status);

        await staying.Send(request);

        Assert.Equal(200, (await staying.Receive()).Status);
    }

    [Fact]
    public async Task Chunked_body_is_assembled_and_its_trailers_ignored()
    {
        using var connection = await Open();
        var body = TestEmulator.ModelBody("model");
        var chunks =
            $"1\r\n{body[..1]}\r\n1F;name=value\r\n{body[1..32]}\r\n{body.Length - 32:x}\r\n{body[32..]}\r\n0\r\nTrailer: x\r\n"
                + $"Another: y\r\n\r\n";

        await connection.Send(RawConnection.Request("POST", Create, "Transfer-Encoding: chunked\r\n", chunks)
            + RawConnection.Request("GET", "/custom-models/model"));

        Assert.Equal((202, 200), ((await connection.Receive()).Status, (await connection.Receive()).Status));
    }

    [Fact]
    public async Task Body_that_arrives_byte_by_byte_is_one_body()
    {
        using var connection = await Open();
        var body = TestEmulator.ModelBody("model");

        foreach (var character in RawConnection.Request("POST", Create, $"Content-Length: {body.Length}\r\n", body))
            await connection.Send([(byte)character]);

        Assert.Equal(202, (await connection.Receive()).Status);
    }

    [Fact]
    public async Task Expect_100_gets_a_continue_response()
    {
        using var connection = await Open();
        var body = TestEmulator.ModelBody("model");

        await connection.Send(RawConnection.Request("POST", Create, $"Expect: 100-continue\r\nContent-Length: {body.Length}\r\n"));

        Assert.Equal((100, "HTTP/1.1 100 Continue"), ((await connection.Receive()) is var go ? (go.Status, go.Head) : default));

        await connection.Send(body);

        Assert.Equal(202, (await connection.Receive()).Status);
    }

    [Fact]
    public async Task Expect_100_in_HTTP_1_0_gets_no_continue_response()
    {
        using var connection = await Open();
        var request = RawConnection.Request("POST", Create, "Expect: 100-continue\r\nContent-Length: 5\r\n");

        await connection.Send(request.Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal));
        connection.CloseSending();

        Assert.StartsWith("HTTP/1.1 400 ", await connection.ReceiveToEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/custom-models", 404)]
    [InlineData("/custom-models/model", 404)]
    public async Task HEAD_gets_a_response_without_a_body(string target, int status)
    {
        using var connection = await Open();

        await connection.Send(RawConnection.Request("HEAD", target));
        var (seen, head, _) = await connection.Receive(headOnly: true);
        await connection.Send(RawConnection.Request("GET", "/custom-models"));

        Assert.Equal(status, seen);
        Assert.Matches("Content-Length: [1-9]", head);
        Assert.Equal(200, (await connection.Receive()).Status);
    }

    [Theory]
    [InlineData("BREW", "/custom-models")]
    [InlineData("get", "/custom-models")]
    [InlineData("OPTIONS", "*")]
    [InlineData("CONNECT", "example.com:443")]
    [InlineData("GET", "custom-models")]
    public async Task Unknown_method_or_target_is_an_unknown_operation(string method, string target)
    {
        using var connection = await Open();

        await connection.Send(RawConnection.Request(method, target));

        var (status, head, body) = await connection.Receive();

        Assert.Equal(404, status);
        Assert.Contains("x-amzn-ErrorType: UnknownOperationException", head, StringComparison.Ordinal);
        Assert.StartsWith("""{"message":""", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_of_a_proxy_request_is_read()
    {
        using var connection = await Open();

        await connection.Send(RawConnection.Request("GET", "http://127.0.0.1:1234/custom-models?maxResults=1"));

        Assert.Equal(200, (await connection.Receive()).Status);
    }

    [Fact]
    public async Task Empty_lines_before_a_request_are_ignored()
    {
        using var connection = await Open();

        await connection.Send(RawConnection.Request("GET", "/custom-models"));

        Assert.Equal(200, (await connection.Receive()).Status);

        await connection.Send("\r\n\r\n" + RawConnection.Request("GET", "/custom-models"));

        Assert.Equal(200, (await connection.Receive()).Status);
    }

    [Theory]
    [InlineData("HTTP/1.1", "Connection: upgrade\r\n", true)]
    [InlineData("HTTP/1.1", "Connection: close, te\r\n", false)]
    [InlineData("HTTP/1.0", "Connection: close\r\n", false)]
    [InlineData("HTTP/1.0", "Connection: upgrade\r\n", false)]
    [InlineData("HTTP/1.1", "Connection: not-close\r\n", true)]
    [InlineData("HTTP/1.1", "Connection: te\r\nConnection: close\r\nConnection: te\r\n", false)]
    [InlineData("HTTP/1.0", "Connection: te, Keep-Alive\r\n", true)]
    [InlineData("HTTP/1.0", "Connection: x-keep-alive\r\n", false)]
    [InlineData("HTTP/1.0", "Connection: keep-alive, close\r\n", false)]
    public async Task Connection_stays_open_depending_on_its_version_and_header(string version, string header, bool stays)
    {
        using var connection = await Open();

        await connection.Send(
            RawConnection.Request("GET", "/custom-models", header).Replace("HTTP/1.1", version, StringComparison.Ordinal));

        Assert.Equal(!stays, (await connection.Receive()).Head.Contains("Connection: close", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Response_of_any_length_is_complete()
    {
        for (var i = 0; i < 60; i++)
            await _emulator.CreateModel($"a-model-with-a-rather-long-name-{i}");
        using var connection = await Open();
        foreach (var (limit, count) in new[] { (1, 1), (30, 30), (1000, 60) })
        {
            await connection.Send(RawConnection.Request("GET", $"/custom-models?maxResults={limit}"));
            var body = JsonNode.Parse((await connection.Receive()).Body)!;
            Assert.Equal(count, body["modelSummaries"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task Emulator_listens_only_on_its_configured_address() =>
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => RawConnection.Open(_emulator.Server.Port, "127.0.0.2"));

    private Task<RawConnection> Open() => RawConnection.Open(_emulator.Server.Port);
}
