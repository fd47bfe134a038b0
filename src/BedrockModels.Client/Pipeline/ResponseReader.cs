using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>Reads any answer: the body by the request's own reader, an error by header and body as all AWS SDKs do.</summary>
internal sealed class ResponseReader : ResponseUnmarshaller
{
    private const int LongestMessage = 2000;

    public static ResponseReader Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
    {
        var answer = (Answer)input;
        if (answer.Status >= 300)
            throw Unreadable(answer, $"a redirect (HTTP {answer.Status})");
        if (answer.Body.Length > WholeAnswers.Longest)
            throw Unreadable(answer, $"more than {WholeAnswers.Longest / 1024 / 1024} MB");
        try
        {
            return new WireResponse { Value = answer.Request.Read is { } read ? read(answer.Body) : Nothing(answer.Body), RequestId = answer.RequestId };
        }
        catch (JsonException)
        {
            throw Unreadable(answer, $"HTTP {answer.Status} and {Kind(answer)} that is not the JSON of this API");
        }
    }

    public override AmazonServiceException UnmarshallException(UnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var answer = (Answer)input;
        var error = ErrorAnswer.Read(answer.Header("x-amzn-ErrorType"), Whole(answer.Body));
        var code = error.Code ?? answer.Status switch
        {
            429 => ErrorCode.Throttling,
            503 => ErrorCode.ServiceUnavailable,
            >= 500 => ErrorCode.InternalServer,
            _ => ErrorCode.InvalidResponse,
        };
        var message = code == ErrorCode.InvalidResponse
            ? Sentence(answer, $"HTTP {answer.Status} and {Kind(answer)} that is no error of this API")
            : error.Message is { } said ? Short(SentSecrets.Hide(said, answer.Sent))
            : $"The service answered {answer.Request.Operation.Name} with HTTP {answer.Status} without saying why.";
        return new ServiceError(message, innerException, code, answer.RequestId, answer.Status) { ResourceName = error.ResourceName ?? "", RetryAfter = RetryAfter(answer) };
    }

    public override UnmarshallerContext CreateContext(IWebResponseData response, bool readEntireResponse, Stream stream, RequestMetrics metrics, bool isException, IRequestContext requestContext) =>
        new Answer(stream, response, (WireRequest)requestContext.OriginalRequest, requestContext.Request);

    // What CreateContext would call, had it not been overridden: the base class asks for them.
    protected override UnmarshallerContext ConstructUnmarshallerContext(Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException) =>
        throw new NotSupportedException("An answer is read with its request.");

    protected override UnmarshallerContext ConstructUnmarshallerContext(Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException, IRequestContext requestContext) =>
        CreateContext(response, maintainResponseBody, responseStream, requestContext.Metrics, isException, requestContext);

    /// <summary>An operation that answers nothing is answered by no body or any JSON; a page of a proxy's would pass for a success.</summary>
    private static EmptyResponse Nothing(Stream body)
    {
        if (body.Length > 0)
            JsonDocument.Parse(body).Dispose();
        return new EmptyResponse();
    }

    private static byte[] Whole(Stream body)
    {
        using var bytes = new MemoryStream();
        body.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static RetryConditionHeaderValue? RetryAfter(Answer answer) =>
        RetryConditionHeaderValue.TryParse(answer.Header("Retry-After"), out var value) ? value : null;

    private static string Short(string message) => message.Length > LongestMessage ? message[..LongestMessage] + "..." : message;

    private static string Kind(Answer answer) => answer.ResponseData.ContentType switch
    {
        { Length: > 0 } type when type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) => "an HTML page",
        _ => "a body",
    };

    private static string Sentence(Answer answer, string what) =>
        $"{answer.Request.Operation.Name} was answered with {what}; check that the endpoint serves Amazon Bedrock.";

    private static BedrockException Unreadable(Answer answer, string what) =>
        new(ErrorCode.InvalidResponse, Sentence(answer, what), null)
        {
            Operation = answer.Request.Operation.Name,
            StatusCode = answer.Status,
            RequestId = answer.RequestId,
        };
}
