using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>Reads any response: the body by the request's own reader, an error by header and body as all AWS SDKs do.</summary>
internal sealed class ResponseReader : ResponseUnmarshaller
{
    private const int MaxMessageLength = 2000;

    public static ResponseReader Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
    {
        var response = (ResponseContext)input;
        if (response.Status >= 300)
            throw InvalidResponse(response, $"a redirect (HTTP {response.Status})");
        if (response.Body.Length > BufferedResponseHandler.MaxBytes)
            throw InvalidResponse(response, $"more than {BufferedResponseHandler.MaxBytes / 1024 / 1024} MB");
        try
        {
            return new SdkResponse { Value = response.Request.Read is { } read ? read(response.Body) : ReadEmpty(response.Body), RequestId = response.RequestId };
        }
        catch (JsonException)
        {
            throw InvalidResponse(response, $"HTTP {response.Status} and {DescribeBody(response)} that is not the JSON of this API");
        }
    }

    public override AmazonServiceException UnmarshallException(UnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var response = (ResponseContext)input;
        var error = ErrorResponse.Read(response.Header("x-amzn-ErrorType"), ReadBytes(response.Body));
        var code = error.Code ?? response.Status switch
        {
            429 => ErrorCode.Throttling,
            503 => ErrorCode.ServiceUnavailable,
            >= 500 => ErrorCode.InternalServer,
            _ => ErrorCode.InvalidResponse,
        };
        var message = code == ErrorCode.InvalidResponse
            ? DescribeInvalid(response, $"HTTP {response.Status} and {DescribeBody(response)} that is no error of this API")
            : error.Message is { } said ? Shorten(SecretRedactor.Redact(said, response.Sent))
            : $"The service answered {response.Request.Operation.Name} with HTTP {response.Status} without saying why.";
        return new ServiceException(message, innerException, code, response.RequestId, response.Status) { ResourceName = error.ResourceName ?? "", RetryAfter = ParseRetryAfter(response) };
    }

    public override UnmarshallerContext CreateContext(IWebResponseData response, bool readEntireResponse, Stream stream, RequestMetrics metrics, bool isException, IRequestContext requestContext) =>
        new ResponseContext(stream, response, (SdkRequest)requestContext.OriginalRequest, requestContext.Request);

    // What CreateContext would call, had it not been overridden: the base class asks for them.
    protected override UnmarshallerContext ConstructUnmarshallerContext(Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException) =>
        throw new NotSupportedException("An response is read with its request.");

    protected override UnmarshallerContext ConstructUnmarshallerContext(Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException, IRequestContext requestContext) =>
        CreateContext(response, maintainResponseBody, responseStream, requestContext.Metrics, isException, requestContext);

    /// <summary>An operation that answers nothing is answered by no body or any JSON; a page of a proxy's would pass for a success.</summary>
    private static EmptyResponse ReadEmpty(Stream body)
    {
        if (body.Length > 0)
            JsonDocument.Parse(body).Dispose();
        return new EmptyResponse();
    }

    private static byte[] ReadBytes(Stream body)
    {
        using var bytes = new MemoryStream();
        body.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static RetryConditionHeaderValue? ParseRetryAfter(ResponseContext response) =>
        RetryConditionHeaderValue.TryParse(response.Header("Retry-After"), out var value) ? value : null;

    private static string Shorten(string message) => message.Length > MaxMessageLength ? message[..MaxMessageLength] + "..." : message;

    private static string DescribeBody(ResponseContext response) => response.ResponseData.ContentType switch
    {
        { Length: > 0 } type when type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) => "an HTML page",
        _ => "a body",
    };

    private static string DescribeInvalid(ResponseContext response, string what) =>
        $"{response.Request.Operation.Name} was answered with {what}; check that the endpoint serves Amazon Bedrock.";

    private static BedrockException InvalidResponse(ResponseContext response, string what) =>
        new(ErrorCode.InvalidResponse, DescribeInvalid(response, what), null)
        {
            Operation = response.Request.Operation.Name,
            StatusCode = response.Status,
            RequestId = response.RequestId,
        };
}

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

/// <summary>What of a request must not come back in a message: services quote the headers they refuse.</summary>
internal static class SecretRedactor
{
    /// <summary>The text without the signature, the session token and the bearer token of the request.</summary>
    public static string Redact(string text, IRequest sent)
    {
        var secrets = sent.Headers
            .Where(h => h.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || h.Key.Equals("X-Amz-Security-Token", StringComparison.OrdinalIgnoreCase))
            .Select(h => h.Value.Split("Bearer ")[^1].Split("Signature=")[^1]);
        return secrets.Where(s => s.Length > 0).Aggregate(text, (cleaned, secret) => cleaned.Replace(secret, "***", StringComparison.Ordinal));
    }
}
