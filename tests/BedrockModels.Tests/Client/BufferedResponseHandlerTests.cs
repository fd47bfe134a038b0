using System.Net;
using System.Net.Sockets;
using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

public sealed class BufferedResponseHandlerTests
{
    [Fact]
    public async Task Bare_SocketException_becomes_an_exception_that_the_SDK_retries()
    {
        using var client = new HttpClient(
            new BufferedResponseHandler(new Failing(new SocketException((int)SocketError.NotConnected)), TimeProvider.System));

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://127.0.0.1:1")));

        Assert.Equal(HttpRequestError.ConnectionError, failure.HttpRequestError);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData(100_001)]
    public async Task Body_of_any_length_is_unchanged_with_and_without_Content_Length(int length)
    {
        var body = new byte[length];
        new Random(7).NextBytes(body);

        foreach (var content in new HttpContent[] { new ByteArrayContent(body), new StreamContent(new Unseekable(body)) })
        {
            content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            using var client = new HttpClient(new BufferedResponseHandler(new Answering(content), TimeProvider.System));
            using var answer = await client.GetAsync(new Uri("http://127.0.0.1:1"), HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
            Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        }
    }

    private sealed class Failing(Exception failure) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw failure;
    }

    private sealed class Answering(HttpContent content) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    }

    /// <summary>A body whose length is unknown until its end.</summary>
    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
