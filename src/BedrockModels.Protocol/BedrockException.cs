namespace BedrockModels;

/// <summary>
/// An error of a request to Amazon Bedrock: the service returned an error, or did not respond. Scripts catch it with <c>catch
/// [BedrockModels.BedrockException]</c>. For the codes that all operations share, see
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html.
/// </summary>
public sealed class BedrockException : Exception
{
    /// <summary>Creates the exception without a code. This module always uses the constructor with a code.</summary>
    public BedrockException() { }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">One sentence.</param>
    public BedrockException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="innerException">The cause.</param>
    public BedrockException(string message, Exception? innerException) : base(message, innerException) { }

    /// <summary>Creates the exception with a code, a message and a cause.</summary>
    /// <param name="errorCode">
    /// The code of the service, for example <c>ResourceNotFoundException</c>, or a code of this module, for example
    /// <c>ConnectionFailed</c>.
    /// </param>
    /// <param name="message">One sentence.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public BedrockException(string errorCode, string message, Exception? innerException)
        : base(message, innerException) => ErrorCode = errorCode;

    /// <summary>
    /// The error code of the service, for example <c>ResourceNotFoundException</c>, or a code of this module if the service did
    /// not respond, for example <c>ConnectionFailed</c>.
    /// </summary>
    public string ErrorCode { get; } = "";

    /// <summary>The operation that failed, for example <c>GetCustomModel</c>; empty if no operation was called.</summary>
    public string Operation { get; init; } = "";

    /// <summary>The HTTP status of the response; 0 if there was no response.</summary>
    public int StatusCode { get; init; }

    /// <summary>The request id of the service, for AWS Support; empty if there was no response.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The endpoint that was called, if it is not one of AWS.</summary>
    internal string? OtherEndpoint { get; set; }

    /// <summary>
    /// Whether the service refused a repeated request after the response to an earlier attempt was lost, so that the earlier attempt may
    /// have taken effect.
    /// </summary>
    internal bool RefusesRepeat { get; set; }

    /// <summary>Whether the same request can succeed later: true for throttling, server errors and connection errors.</summary>
    public bool IsRetryable { get; init; }

    /// <summary>The resource that the error names (only TooManyTagsException names one); otherwise empty.</summary>
    public string ResourceName { get; init; } = "";
}
