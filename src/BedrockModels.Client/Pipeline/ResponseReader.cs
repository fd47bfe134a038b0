using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace BedrockModels.Client;

/// <summary>Reads any response: the body with the reader of the request, an error from header and body as in all AWS SDKs.</summary>
internal sealed class ResponseReader : ResponseUnmarshaller
{
    private const int MaxMessageLength = 2000;

    private const int MaxQuoteLength = 200;

    public static ResponseReader Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
    {
        var response = (ResponseContext)input;
        if (response.Status >= 300 && response.Request.Neighbor == NeighborService.S3)
            throw CreateException(response, ErrorResponse.ReadXml(response.ReadBody(), response.Status), "PermanentRedirect", null);
        if (response.Status >= 300)
            throw InvalidResponse(response, $"is a redirect (HTTP {response.Status})");
        if (response.Body.Length > BufferedResponseHandler.MaxBytes)
            throw InvalidResponse(response, $"has more than {BufferedResponseHandler.MaxBytes / 1024 / 1024} MB");
        var body = response.ReadBody();
        if (response.Request.Neighbor is null && ErrorResponse.FindInSuccess(response.ErrorType, body) is { } error)
            throw CreateException(response, error, error.Code!, null);
        try
        {
            return new SdkResponse
            {
                Value = response.Request.Read is { } read ? read(body, response) : ReadEmpty(body),
                RequestId = response.RequestId,
            };
        }
        catch (Exception exception) when (exception is JsonException or XmlException)
        {
            var form = response.Request.Neighbor is null or { Form: WireForm.Json11 } ? "the JSON" : "the XML";
            throw InvalidResponse(response, $"is HTTP {response.Status} with {DescribeBody(response, form)}");
        }
    }

    public override AmazonServiceException UnmarshallException(
        UnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var response = (ResponseContext)input;
        var error = response.Request.Neighbor is null or { Form: WireForm.Json11 }
            ? ErrorResponse.Read(response.ErrorType, response.ReadBody(), response.Status)
            : ErrorResponse.ReadXml(response.ReadBody(), response.Status);
        return CreateException(response, error, error.Code ?? ErrorCode.InvalidResponse, innerException);
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
    private static EmptyResponse ReadEmpty(ReadOnlyMemory<byte> body)
    {
        if (!body.IsEmpty)
            JsonDocument.Parse(body).Dispose();
        return new EmptyResponse();
    }

    private static ErrorResponseException CreateException(ResponseContext response, ErrorResponse error, string code, Exception? inner)
    {
        var message = (code, error.Message) switch
        {
            (ErrorCode.InvalidResponse, null) =>
                DescribeInvalid(response, $"is HTTP {response.Status} with {DescribeBody(response, "an error")}"),
            (ErrorCode.InvalidResponse, { } text) =>
                DescribeInvalid(response, $"is HTTP {response.Status} without an error code: {Clean(response, text, MaxMessageLength)}"),
            (_, { } text) => Clean(response, text, MaxMessageLength),
            _ => $"The service responded to {response.Request.Operation.Name} with HTTP {response.Status} and no error message.",
        };

        // In a response with HTTP status 200, only the code says whether to retry.
        var status = response.Status < 300 && ErrorCode.IsOfService(code) ? ErrorCode.StatusOf(code) : response.Status;
        return new ErrorResponseException(message, inner, code, response.RequestId, status)
        {
            ResourceName = error.ResourceName ?? "",
            BucketRegion = response.Header("x-amz-bucket-region"),
            OriginalStatus = error.OriginalStatus,
            RetryAfter = RetryConditionHeaderValue.TryParse(response.Header("Retry-After"), out var retryAfter) ? retryAfter : null,
        };
    }

    /// <summary>Removes the signature and tokens of the request, because services quote the headers that they reject.</summary>
    private static string RedactSecrets(ResponseContext response, string text)
    {
        var secrets =
            from header in response.Sent.Headers
            where header.Key.ToUpperInvariant() is "AUTHORIZATION" or "X-AMZ-SECURITY-TOKEN"
            let secret = header.Value.Split("Bearer ")[^1].Split("Signature=")[^1]
            where secret.Length > 0
            select secret;
        return secrets.Aggregate(text, (redacted, secret) => redacted.Replace(secret, "***", StringComparison.Ordinal));
    }

    private static string Clean(ResponseContext response, string text, int length)
    {
        var redacted = PrivateText.Redact(RedactSecrets(response, text), response.Request.PrivateTexts);
        return redacted.Length > length ? redacted[..length] + "..." : redacted;
    }

    /// <summary>Quotes a plain text, which can be the reason of a proxy, but not a page.</summary>
    private static string DescribeBody(ResponseContext response, string expected) => response.ResponseData.ContentType?.Split(';')[0] switch
    {
        "text/html" => "an HTML page",
        "text/plain" when !response.Request.AsksModel && response.ReadText() is { Length: > 0 } text =>
            $"the text '{Clean(response, text, MaxQuoteLength)}'",
        _ => "a body",
    } + $" that is not {expected} of this API";

    private static string DescribeInvalid(ResponseContext response, string reason) =>
        $"The response to {response.Request.Operation.Name} {reason.TrimEnd('.')}. Check that the endpoint serves "
        + $"{response.Request.Neighbor?.Title ?? "Amazon Bedrock"}.";

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

    public string ErrorType => Header("x-amzn-ErrorType");

    public string RequestId => Header("x-amzn-RequestId") is { Length: > 0 } id ? id : Header("x-amz-request-id");

    public override string CurrentPath => "";
    public override int CurrentDepth => 0;
    public override bool IsStartElement => false;
    public override bool IsEndElement => false;
    public override bool IsStartOfDocument => false;

    public string Header(string name) => ResponseData.GetHeaderValue(name) ?? "";

    /// <summary>The body from its start, without a byte order mark.</summary>
    public ReadOnlyMemory<byte> ReadBody()
    {
        var bytes = new byte[Body.Length];
        Body.Position = 0;
        Body.ReadExactly(bytes);
        return bytes.AsMemory(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
    }

    /// <summary>The body as one line of text.</summary>
    public string ReadText() =>
        string.Join(' ', Encoding.UTF8.GetString(ReadBody().Span).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
