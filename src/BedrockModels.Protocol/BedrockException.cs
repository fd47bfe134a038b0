namespace BedrockModels;

/// <summary>
/// What went wrong between this module and Amazon Bedrock: an error that the service answered, or the lack of an answer.
/// Scripts catch it as <c>catch [BedrockModels.BedrockException]</c>.
/// See https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html for the codes common to all operations.
/// </summary>
public sealed class BedrockException : Exception
{
    /// <summary>Creates the exception without a code; the other constructor is the one this module uses.</summary>
    public BedrockException()
    {
    }

    /// <summary>Creates the exception with a message only.</summary>
    /// <param name="message">One sentence.</param>
    public BedrockException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="innerException">The cause.</param>
    public BedrockException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="errorCode">The service's code, such as <c>ResourceNotFoundException</c>, or this module's own, such as <c>ConnectionFailed</c>.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public BedrockException(string errorCode, string message, Exception? innerException)
        : base(message, innerException) => ErrorCode = errorCode;

    /// <summary>The service's error code, such as <c>ResourceNotFoundException</c>; or this module's own where the service did not answer.</summary>
    public string ErrorCode { get; } = "";

    /// <summary>The operation that failed, such as <c>GetCustomModel</c>; empty where none was called.</summary>
    public string Operation { get; init; } = "";

    /// <summary>The HTTP status of the answer; 0 where there was none.</summary>
    public int StatusCode { get; init; }

    /// <summary>The service's request id, to quote to AWS Support; empty where there was no answer.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Whether the same call can succeed later: throttling, server errors and connection errors.</summary>
    public bool IsRetryable { get; init; }

    /// <summary>The resource that the error names (TooManyTagsException does); empty otherwise.</summary>
    public string ResourceName { get; init; } = "";
}
