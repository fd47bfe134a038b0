namespace BedrockModels.Emulator;

/// <summary>An error that the service returns to the client.</summary>
internal sealed class ServiceException(string code, string message, string? resourceName = null) : Exception(message)
{
    private const int MaxQuotedLength = 1024;

    public string Code => code;

    /// <summary>The resource that TooManyTagsException names.</summary>
    public string? ResourceName => resourceName;

    public static ServiceException Validation(string message) => new(ErrorCode.Validation, message);

    public static ServiceException NotFound(string message) => new(ErrorCode.ResourceNotFound, message);

    public static ServiceException IncompleteSignature(string message) => new(ErrorCode.IncompleteSignature, message);

    public static ServiceException InvalidSignature(string message) => new(ErrorCode.InvalidSignature, message);

    /// <summary>The part of a client's value that a message quotes: all of it, unless it is longer than 1,024 characters.</summary>
    public static string Quote(string text) =>
        text.Length <= MaxQuotedLength ? text : string.Concat(text.AsSpan(0, MaxQuotedLength), "...");
}
