using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace BedrockModels.Client;

/// <summary>An HTTP response and the request it belongs to. The SDK's own reading state is not used: WireJson reads the stream.</summary>
internal sealed class ResponseContext : UnmarshallerContext
{
    public ResponseContext(Stream body, IWebResponseData response, SdkRequest request, IRequest sent)
    {
        WebResponseData = response;
        Body = body;
        Request = request;
        Sent = sent;
    }

    public Stream Body { get; }

    public SdkRequest Request { get; }

    /// <summary>The request in the form in which it was signed and sent.</summary>
    public IRequest Sent { get; }

    public int Status => (int)ResponseData.StatusCode;

    public string RequestId => Header("x-amzn-RequestId") is { Length: > 0 } id ? id : Header("x-amz-request-id");

    public override string CurrentPath => "";

    public override int CurrentDepth => 0;

    public override bool IsStartElement => false;

    public override bool IsEndElement => false;

    public override bool IsStartOfDocument => false;

    public string Header(string name) => ResponseData.GetHeaderValue(name) ?? "";
}
