using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace BedrockModels.Client;

/// <summary>Reads any response: the body with the reader of the request, an error from header and body as in all AWS SDKs.</summary>
internal sealed class ResponseReader : ResponseUnmarshaller
{
    private const int MaxMessageLength = 2000;

    public static ResponseReader Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
    {
        var response = (ResponseContext)input;
        if (response.Status >= 300)
            throw InvalidResponse(response, $"is a redirect (HTTP {response.Status})");
        if (response.Body.Length > BufferedResponseHandler.MaxBytes)
            throw InvalidResponse(response, $"has more than {BufferedResponseHandler.MaxBytes / 1024 / 1024} MB");
        try
        {
            return new SdkResponse
            {
                Value = response.Request.Read is { } read ? read(response.Body) : ReadEmpty(response.Body),
                RequestId = response.RequestId,
            };
        }
        catch (JsonException)
        {
            throw InvalidResponse(response, $"is HTTP {response.Status} with {DescribeBody(response, "the JSON")}");
        }
    }

    public override AmazonServiceException UnmarshallException(
        UnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var response = (ResponseContext)input;
        using var body = new MemoryStream();
        response.Body.CopyTo(body);
        var error = ErrorResponse.Read(response.Header("x-amzn-ErrorType"), body.ToArray());
        var code = error.Code ?? response.Status switch
        {
            429 => ErrorCode.Throttling,
            503 => ErrorCode.ServiceUnavailable,
            >= 500 => ErrorCode.InternalServer,
            _ => ErrorCode.InvalidResponse,
        };
        var message = code == ErrorCode.InvalidResponse
            ? DescribeInvalid(response, $"is HTTP {response.Status} with {DescribeBody(response, "an error")}")
            : error.Message is { } text ? Shorten(RedactSecrets(text, response.Sent))
            : $"The service responded to {response.Request.Operation.Name} with HTTP {response.Status} and no error message.";
        return new ServiceException(message, innerException, code, response.RequestId, response.Status)
        {
            ResourceName = error.ResourceName ?? "",
            RetryAfter = RetryConditionHeaderValue.TryParse(response.Header("Retry-After"), out var retryAfter) ? retryAfter : null,
        };
    }

    public override UnmarshallerContext CreateContext(
        IWebResponseData response, bool maintain, Stream stream, RequestMetrics metrics, bool isException, IRequestContext context) =>
        new ResponseContext(stream, response, (SdkRequest)context.OriginalRequest, context.Request);

    // The base class requires both, but only calls them from the CreateContext that is overridden here.
    protected override UnmarshallerContext ConstructUnmarshallerContext(
        Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException) =>
        throw new NotSupportedException("A response is read together with its request.");

    protected override UnmarshallerContext ConstructUnmarshallerContext(
        Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException, IRequestContext requestContext) =>
        CreateContext(response, maintainResponseBody, responseStream, requestContext.Metrics, isException, requestContext);

    /// <summary>An operation without output accepts no body or any JSON, but not the page of a proxy.</summary>
    private static EmptyResponse ReadEmpty(Stream body)
    {
        if (body.Length > 0)
            JsonDocument.Parse(body).Dispose();
        return new EmptyResponse();
    }

    /// <summary>Removes the signature and tokens of the request, because services quote the headers that they reject.</summary>
    private static string RedactSecrets(string text, IRequest sent)
    {
        var secrets =
            from header in sent.Headers
            where header.Key.ToUpperInvariant() is "AUTHORIZATION" or "X-AMZ-SECURITY-TOKEN"
            let secret = header.Value.Split("Bearer ")[^1].Split("Signature=")[^1]
            where secret.Length > 0
            select secret;
        return secrets.Aggregate(text, (redacted, secret) => redacted.Replace(secret, "***", StringComparison.Ordinal));
    }

    private static string Shorten(string message) => message.Length > MaxMessageLength ? message[..MaxMessageLength] + "..." : message;

    private static string DescribeBody(ResponseContext response, string expected) =>
        (response.ResponseData.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true ? "an HTML page" : "a body")
        + $" that is not {expected} of this API";

    private static string DescribeInvalid(ResponseContext response, string reason) =>
        $"The response to {response.Request.Operation.Name} {reason}. Check that the endpoint serves Amazon Bedrock.";

    private static BedrockException InvalidResponse(ResponseContext response, string reason) =>
        new(ErrorCode.InvalidResponse, DescribeInvalid(response, reason), null)
        {
            Operation = response.Request.Operation.Name,
            StatusCode = response.Status,
            RequestId = response.RequestId,
        };
}

/// <summary>An HTTP response and its request. The SDK's own reading state is not used, because WireJson reads the stream.</summary>
internal sealed class ResponseContext : UnmarshallerContext
{
    public ResponseContext(Stream body, IWebResponseData response, SdkRequest request, IRequest sent) =>
        (WebResponseData, Body, Request, Sent) = (response, body, request, sent);

    public Stream Body { get; }

    public SdkRequest Request { get; }

    /// <summary>The request as it was signed and sent.</summary>
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
