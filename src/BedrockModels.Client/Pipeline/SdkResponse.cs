using Amazon.Runtime;

namespace BedrockModels.Client;

/// <summary>An answer, read.</summary>
internal sealed class SdkResponse : AmazonWebServiceResponse
{
    public object? Value { get; init; }

    public string RequestId { get; init; } = "";
}
