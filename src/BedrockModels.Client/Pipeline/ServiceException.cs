using System.Net;
using System.Net.Http.Headers;
using Amazon.Runtime;

namespace BedrockModels.Client;

/// <summary>An error that the endpoint answered, in the form that the SDK's retry policy judges.</summary>
internal sealed class ServiceException(string message, Exception inner, string code, string requestId, int status)
    : AmazonServiceException(message, inner, status >= 500 ? ErrorType.Receiver : ErrorType.Sender, code, requestId, (HttpStatusCode)status)
{
    public string ResourceName { get; init; } = "";

    /// <summary>When the service asks to be called again, where it says so.</summary>
    public RetryConditionHeaderValue? RetryAfter { get; init; }
}
