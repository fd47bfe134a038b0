using System.Text.Json.Nodes;

namespace BedrockModels.Tests.Emulator;

/// <summary>A response of the emulator.</summary>
internal sealed record EmulatorReply(int Status, string ErrorType, string RequestId, string Body)
{
    /// <summary>The text of a model's answer.</summary>
    public string Answer => (string)Json["output"]!["message"]!["content"]![0]!["text"]!;

    /// <summary>The headers, by name.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private init; } = new Dictionary<string, string>();

    /// <summary>The bytes of the body.</summary>
    public byte[] Content { get; private init; } = [];

    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The status and error type, on which clients base decisions.</summary>
    public (int Status, string Type) Error => (Status, ErrorType);

    public string Message => (string)(Json["message"] ?? Json[nameof(Message)])!;

    public string Text(string member) => (string)Json[member]!;

    public static async Task<EmulatorReply> Of(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Headers.TryGetValues("x-amzn-ErrorType", out var type) ? type.Single().Split(':')[0] : "",
        response.Headers.TryGetValues("x-amzn-RequestId", out var id) ? id.Single() : "",
        await response.Content.ReadAsStringAsync())
    {
        Headers = response.Headers.ToDictionary(header => header.Key, header => header.Value.First(), StringComparer.OrdinalIgnoreCase),
        Content = await response.Content.ReadAsByteArrayAsync(),
    };
}
