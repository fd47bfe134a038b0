using System.Text;
using BedrockModels.Client;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Client;

/// <summary>The response of a stand-in.</summary>
internal sealed record Reply(byte[] Bytes)
{
    public const string Arn = "arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl";

    /// <summary>No response until the test ends.</summary>
    public static Reply Hang { get; } = new([]) { Hangs = true };

    /// <summary>The connection is closed without a response.</summary>
    public static Reply Drop { get; } = new([]);

    /// <summary>The connection is reset without a response.</summary>
    public static Reply Reset { get; } = new([]) { Resets = true };

    public static Reply Model { get; } = Json(
        $$"""{"modelArn":"{{Arn}}","modelName":"m","modelStatus":"Active","creationTime":"2026-01-02T03:04:05.678Z"}""");

    public static Reply Created { get; } = Json($$"""{"modelArn":"{{Arn}}"}""", 202);

    public static Reply Empty { get; } = Text("", 200, "application/json");

    public bool Hangs { get; private init; }

    /// <summary>Whether the connection stays open for another request.</summary>
    public bool KeepsConnection { get; init; }

    public bool Resets { get; private init; }

    public static Reply Json(string body, int status = 200) => Text(body, status, "application/json");

    public static Reply Error(int status, string code, string message) => Text(
        $$"""{"message":"{{message}}"}""",
        status,
        "application/json",
        $"x-amzn-ErrorType: {code}:http://internal.amazon.com/coral/com.amazon.bedrock/\r\n");

    public static Reply Text(string body, int status, string type, string headers = "") => new(Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + $"x-amzn-RequestId: request-1\r\nConnection: close\r\n{headers}\r\n{body}"));

    /// <summary>The same response on a connection that stays open.</summary>
    public Reply KeepAlive()
    {
        var text = Encoding.Latin1.GetString(Bytes).Replace("Connection: close\r\n", "", StringComparison.Ordinal);
        return new(Encoding.Latin1.GetBytes(text)) { KeepsConnection = true };
    }

    /// <summary>The same response, which stops in its body and never continues.</summary>
    public Reply Stalled() => Cut() with { Hangs = true };

    /// <summary>The same response, which stops in its body and advances a clock past the timeout.</summary>
    public Reply Late(FakeTimeProvider clock) => Stalled() with { Written = () => clock.Advance(BufferedResponseHandler.AttemptTimeout) };

    /// <summary>Runs after the response is written.</summary>
    public Action? Written { get; init; }

    /// <summary>The same response, which ends within its body.</summary>
    public Reply Cut() => this with { Bytes = Bytes[..^5] };
}
