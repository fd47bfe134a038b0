using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace BedrockModels.Client;

/// <summary>
/// Writes any request as HTTP. The SDK encodes the label as one path segment, and again in the canonical path, but not for S3.
/// </summary>
internal sealed class RequestMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static RequestMarshaller Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var source = (SdkRequest)input;
        var request = new DefaultRequest(source, "Amazon.Bedrock")
        {
            HttpMethod = source.Operation.Method,
            ResourcePath = source.Operation.Path,
        };
        if (source.Label is not null)
            request.AddPathResource(source.Operation.LabelName, source.Label);
        foreach (var (name, value) in source.Query)
            request.Parameters.Add(name, value);
        foreach (var (name, value) in source.Headers)
            request.Headers[name] = value;
        if (source.Body is not null)
        {
            request.Content = source.Body;
            request.Headers["Content-Type"] = source.ContentType;
        }

        return request;
    }
}
