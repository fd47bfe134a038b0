using Amazon.Runtime;

namespace BedrockModels.Client;

/// <summary>An answer, read.</summary>
internal sealed class WireResponse : AmazonWebServiceResponse
{
    public object? Value { get; init; }

    public string RequestId { get; init; } = "";
}
