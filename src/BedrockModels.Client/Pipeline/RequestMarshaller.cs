using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace BedrockModels.Client;

/// <summary>Writes any request as HTTP. The label goes in as a path resource: the SDK percent-encodes it as one segment, and again in the canonical path.</summary>
internal sealed class RequestMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static RequestMarshaller Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var wire = (SdkRequest)input;
        var request = new DefaultRequest(wire, "Amazon.Bedrock")
        {
            HttpMethod = wire.Operation.Method,
            ResourcePath = wire.Operation.Path,
        };
        if (wire.Label is not null)
            request.AddPathResource(wire.Operation.Path[wire.Operation.PathPrefix.Length..], wire.Label);
        foreach (var (name, value) in wire.Query)
            request.Parameters.Add(name, value);
        if (wire.Body is not null)
        {
            request.Content = wire.Body;
            request.Headers["Content-Type"] = "application/json";
        }

        return request;
    }
}
