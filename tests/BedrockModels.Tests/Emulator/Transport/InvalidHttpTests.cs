namespace BedrockModels.Tests.Emulator.Transport;

/// <summary>Bytes that are not a complete HTTP request.</summary>
public sealed class InvalidHttpTests : IDisposable
{
    private const string Chunked = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "it has no Host header.")]
    [InlineData("GET /\r\n\r\n", "its first line is not a request line.")]
    [InlineData("GET / HTTP/2.0\r\nHost: x\r\n\r\n", "its first line is not a request line.")]
    [InlineData("GET  / HTTP/1.1\r\nHost: x\r\n\r\n", "its first line is not a request line.")]
    [InlineData("G\0T / HTTP/1.1\r\nHost: x\r\n\r\n", "its first line is not a request line.")]
    [InlineData("GET /\t HTTP/1.1\r\nHost: x\r\n\r\n", "its target has a character that must be percent-encoded.")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n", "a line of its head or trailer is not a header.")]
    [InlineData("GET / HTTP/1.1\r\nHost : x\r\n\r\n", "a line of its head or trailer is not a header.")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n", "a line of its head or trailer is not a header.")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n(y: z\r\n\r\n", "a line of its head or trailer is not a header.")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX: \0y\r\n\r\n", "a header has a character that it cannot have.")]
    [InlineData("GET \u0001 HTTP/1.1\r\nHost: x\r\n\r\n", "its target has a character that must be percent-encoded.")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\r\n", "a chunk of its body has no size.")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0000000000000001\r\n", "a chunk of its body has no size.")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX: a\nY: b\r\n\r\n", "a header has a character that it cannot have.")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "its Content-Length is not one number.")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "its Content-Length is not one number.")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        "it has both a Content-Length and a Transfer-Encoding.")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", "its Transfer-Encoding is not chunked.")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        "its Transfer-Encoding is not chunked.")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "a chunk of its body has no size.")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "a chunk of its body has no size.")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n",
        "a chunk of its body is longer than it says.")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\n\r\n", "its body is much too long.")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", "its Host header is not valid, or occurs twice.")]
    [InlineData("GET / HTTP/1.1\r\nHost:\r\n\r\n", "its Host header is not valid, or occurs twice.")]
    [InlineData("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "its Host header is not valid, or occurs twice.")]
    [InlineData("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "its Host header is not valid, or occurs twice.")]
    [InlineData("GET / HTTP/1.1\r\nHost: user@a\r\n\r\n", "its Host header is not valid, or occurs twice.")]
    [InlineData("GET / HTTP/1.1\r\nHost: a:port\r\n\r\n", "its Host header is not valid, or occurs twice.")]
    [InlineData("GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", "its Host header is not valid, or occurs twice.")]
    [InlineData("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "it has a Transfer-Encoding, which HTTP/1.0 does not have.")]
    [InlineData("CHUNK2;\nx\r\nab\r\n0\r\n\r\n", "a line in its body has a character that it cannot have.")]
    [InlineData("CHUNK\n2\r\nab\r\n0\r\n\r\n", "a line in its body has a character that it cannot have.")]
    [InlineData("CHUNK2\r\nab\r\n0\r\nX: a\nY: b\r\n\r\n", "a line in its body has a character that it cannot have.")]
    [InlineData("CHUNK2\r\nab\r\n0\r\nno header\r\n\r\n", "a line of its head or trailer is not a header.")]
    [InlineData("CHUNK 2\r\nab\r\n0\r\n\r\n", "a chunk of its body has no size.")]
    public async Task Request_that_is_not_HTTP_gets_status_400_and_a_close(string bytes, string why)
    {
        using var connection = await Open();

        await connection.Send(bytes.Replace("CHUNK", Chunked, StringComparison.Ordinal));

        var (status, head, body) = await connection.Receive();

        Assert.Equal((400, "{\"message\":\"The request is not HTTP that the emulator reads: " + why + "\"}"), (status, body));
        Assert.Contains("x-amzn-ErrorType: ValidationException", head, StringComparison.Ordinal);
        Assert.Contains("Connection: close", head, StringComparison.Ordinal);
        Assert.Equal("", await connection.ReceiveToEnd());
    }

    [Theory]
    [InlineData("GET /custom-models HTT")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")]
    public async Task Incomplete_request_gets_status_400(string bytes)
    {
        using var connection = await Open();

        await connection.Send(bytes);
        connection.CloseSending();

        Assert.StartsWith("HTTP/1.1 400 ", await connection.ReceiveToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_without_a_request_gets_no_response()
    {
        using var connection = await Open();

        connection.CloseSending();

        Assert.Equal("", await connection.ReceiveToEnd());
    }

    [Fact]
    public async Task Chunk_without_a_size_and_endless_trailers_are_refused()
    {
        using var endless = await Open();
        await endless.Send(Chunked + new string('1', 9_000));

        Assert.Contains("a line in its body is too long.", (await endless.Receive()).Body, StringComparison.Ordinal);

        using var trailing = await Open();
        await trailing.Send(Chunked + "0\r\n" + string.Concat(Enumerable.Repeat("X: y\r\n", 8_200)));

        Assert.Contains("its trailers do not end.", (await trailing.Receive()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_head_is_refused()
    {
        using var connection = await Open();

        await connection.Send("GET / HTTP/1.1\r\nX: " + new string('x', 70_000));

        Assert.Equal(400, (await connection.Receive()).Status);
    }

    private Task<RawConnection> Open() => RawConnection.Open(_emulator.Server.Port);
}
