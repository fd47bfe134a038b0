namespace BedrockModels.Protocol;

/// <summary>The error codes of the service with their HTTP status, and the codes of this module for requests without a response.</summary>
internal static class ErrorCode
{
    // Documented for the operations.
    public const string AccessDenied = "AccessDeniedException";
    public const string Conflict = "ConflictException";
    public const string InternalServer = "InternalServerException";
    public const string ModelError = "ModelErrorException";
    public const string ModelNotReady = "ModelNotReadyException";
    public const string ModelTimeout = "ModelTimeoutException";
    public const string ResourceNotFound = "ResourceNotFoundException";
    public const string ServiceQuotaExceeded = "ServiceQuotaExceededException";
    public const string Throttling = "ThrottlingException";
    public const string TooManyTags = "TooManyTagsException";
    public const string Validation = "ValidationException";

    // Common to all AWS services: authentication, routing, availability.
    public const string ExpiredToken = "ExpiredTokenException";
    public const string IncompleteSignature = "IncompleteSignatureException";
    public const string InvalidSignature = "InvalidSignatureException";
    public const string MissingAuthenticationToken = "MissingAuthenticationTokenException";
    public const string ServiceUnavailable = "ServiceUnavailableException";
    public const string UnknownOperation = "UnknownOperationException";
    public const string UnrecognizedClient = "UnrecognizedClientException";

    // Codes of this module: no response, no readable response, no response in time, or a model that is not the one that was asked for.
    public const string ConnectionFailed = "ConnectionFailed";
    public const string CredentialsNotFound = "CredentialsNotFound";
    public const string CustomModelFailed = "CustomModelFailed";
    public const string InvalidConnection = "InvalidConnection";
    public const string InvalidEndpoint = "InvalidEndpoint";
    public const string InvalidResponse = "InvalidResponse";
    public const string ModelSourceDiffers = "ModelSourceDiffers";
    public const string ProfileNotUsable = "ProfileNotUsable";
    public const string RegionNotFound = "RegionNotFound";
    public const string TrainingArtifactNotFound = "TrainingArtifactNotFound";
    public const string WaitTimeout = "WaitTimeout";

    /// <summary>Whether a code is a code of the service. Other codes are codes of this module, or unknown.</summary>
    public static bool IsOfService(string code) => StatusOrNull(code) is not null;

    /// <summary>The HTTP status that belongs to a code of the service.</summary>
    public static int StatusOf(string code) =>
        StatusOrNull(code) ?? throw new ArgumentOutOfRangeException(nameof(code), code, "Not an error code of the service.");

    private static int? StatusOrNull(string code) => code switch
    {
        Conflict or IncompleteSignature or ServiceQuotaExceeded or TooManyTags or Validation => 400,
        AccessDenied or ExpiredToken or InvalidSignature or MissingAuthenticationToken or UnrecognizedClient => 403,
        ResourceNotFound or UnknownOperation => 404,
        ModelTimeout => 408,
        ModelError => 424,
        ModelNotReady or Throttling => 429,
        InternalServer => 500,
        ServiceUnavailable => 503,
        _ => null,
    };
}
