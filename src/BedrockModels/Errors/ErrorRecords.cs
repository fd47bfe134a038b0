using System.Management.Automation;
using System.Text.RegularExpressions;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>The one place that makes error records: id, category, target, one sentence, and what to do about it.</summary>
internal static class ErrorRecords
{
    /// <summary>An error that the service answered, or the lack of an answer. The id is the service's code.</summary>
    /// <param name="failure">What the client threw.</param>
    /// <param name="target">The input that the call was about.</param>
    /// <param name="label">How the message names it; null where the call was about nothing in particular.</param>
    /// <param name="region">The Region asked.</param>
    public static ErrorRecord Of(BedrockException failure, object? target, string? label, string? region)
    {
        var record = Create(failure, ErrorId.FromCode(failure.ErrorCode), CategoryOf(failure), target);
        record.ErrorDetails = new ErrorDetails(InContext(failure, label, region)) { RecommendedAction = RecommendedActions.For(failure, region) ?? "" };
        record.CategoryInfo.Activity = failure.Operation;
        return record;
    }

    /// <summary>A value that is refused before any request.</summary>
    public static ErrorRecord OfInput(ErrorId id, string message, object? target) =>
        Create(new ArgumentException(message), id, ErrorCategory.InvalidArgument, target);

    /// <summary>A resource that ended Failed.</summary>
    public static ErrorRecord OfFailedResource(ErrorId id, string message, object? target) =>
        Create(new BedrockException(id.ToString(), message, null), id, ErrorCategory.InvalidResult, target);

    /// <summary>A wait that ran out of time.</summary>
    public static ErrorRecord OfTimeout(string message, object? target) =>
        Create(new BedrockException(ErrorCode.WaitTimeout, message, null), ErrorId.FromCode(ErrorCode.WaitTimeout), ErrorCategory.OperationTimeout, target);

    /// <summary>A resource that went away while it was waited for.</summary>
    public static ErrorRecord OfVanished(ErrorId id, string message, object? target) =>
        Create(new BedrockException(id.ToString(), message, null), id, ErrorCategory.ObjectNotFound, target);

    /// <summary>A confirmation that the host cannot ask for.</summary>
    public static ErrorRecord OfImpossibleConfirmation(string target, string action, bool hasForce) => Create(
        new InvalidOperationException($"'{action}' on {target} must be confirmed, and nobody can be asked here: add {(hasForce ? "-Force, or " : "")}-Confirm:$false."),
        ErrorId.ConfirmationImpossible, ErrorCategory.InvalidOperation, target);

    /// <summary>An emulator that could not be started.</summary>
    public static ErrorRecord OfEmulatorStart(Exception problem, int port) => Create(problem, ErrorId.EmulatorNotStarted, ErrorCategory.OpenError, port);

    /// <summary>A port on which this process runs no emulator.</summary>
    public static ErrorRecord OfMissingEmulator(int port) => Create(
        new ItemNotFoundException($"No emulator of this process listens on port {port}; Get-BedrockEmulator shows those that do."),
        ErrorId.EmulatorNotRunning, ErrorCategory.ObjectNotFound, port);

    /// <summary>Every error record is made here, so that no error has an id outside <see cref="ErrorId"/>.</summary>
    private static ErrorRecord Create(Exception exception, ErrorId id, ErrorCategory category, object? target) => new(exception, id.ToString(), category, target);

    /// <summary>The message, still one sentence, with what a person or AWS Support needs to find the call.</summary>
    private static string InContext(BedrockException failure, string? label, string? region)
    {
        var context = Context(failure, label, region);
        return context.Length == 0 ? failure.Message : $"{failure.Message.TrimEnd('.')}{context}.";
    }

    private static string Context(BedrockException failure, string? label, string? region)
    {
        if (failure.StatusCode == 0 && failure.Operation.Length == 0)
            return "";
        var parts = new List<string>();
        if (label is { Length: > 0 } && !Names(failure.Message, label))
            parts.Add(InputText.Quote(label));
        if (failure.StatusCode != 0)
        {
            parts.Add(region is null ? failure.Operation : $"{failure.Operation} in {region}");
            parts.Add(failure.ErrorCode);
        }

        if (failure.RequestId.Length > 0)
            parts.Add("request id " + failure.RequestId);
        return parts.Count == 0 ? "" : $" ({string.Join(", ", parts)})";
    }

    /// <summary>Whether a sentence names something as a word of its own: 'm' is not named by 'The model was not found'.</summary>
    private static bool Names(string sentence, string label) =>
        Regex.IsMatch(sentence, $@"(?<![\w-]){Regex.Escape(label)}(?![\w-])", RegexOptions.CultureInvariant);

    private static ErrorCategory CategoryOf(BedrockException failure) => failure.ErrorCode switch
    {
        ErrorCode.ResourceNotFound => ErrorCategory.ObjectNotFound,
        ErrorCode.Conflict when failure.Operation.StartsWith("Create", StringComparison.Ordinal) => ErrorCategory.ResourceExists,
        ErrorCode.Conflict => ErrorCategory.ResourceBusy,
        ErrorCode.AccessDenied => ErrorCategory.PermissionDenied,
        ErrorCode.UnrecognizedClient or ErrorCode.ExpiredToken or ErrorCode.InvalidSignature or ErrorCode.IncompleteSignature
            or ErrorCode.MissingAuthenticationToken or ErrorCode.CredentialsNotFound or ErrorCode.ProfileNotUsable
            or "ExpiredToken" or "IncompleteSignature" or "InvalidClientTokenId" or "RequestExpired" or "SignatureDoesNotMatch" => ErrorCategory.AuthenticationError,
        ErrorCode.Validation or ErrorCode.InvalidEndpoint or ErrorCode.RegionNotFound => ErrorCategory.InvalidArgument,
        ErrorCode.ServiceQuotaExceeded => ErrorCategory.QuotaExceeded,
        ErrorCode.Throttling or ErrorCode.TooManyTags => ErrorCategory.LimitsExceeded,
        ErrorCode.InvalidResponse => ErrorCategory.InvalidResult,
        ErrorCode.ConnectionFailed => ErrorCategory.ConnectionError,
        ErrorCode.WaitTimeout => ErrorCategory.OperationTimeout,
        ErrorCode.ServiceUnavailable or ErrorCode.InternalServer => ErrorCategory.ResourceUnavailable,
        ErrorCode.UnknownOperation => ErrorCategory.NotImplemented,
        _ => failure.StatusCode switch
        {
            401 => ErrorCategory.AuthenticationError,
            403 => ErrorCategory.PermissionDenied,
            404 => ErrorCategory.ObjectNotFound,
            429 => ErrorCategory.LimitsExceeded,
            >= 500 => ErrorCategory.ResourceUnavailable,
            >= 400 => ErrorCategory.InvalidArgument,
            _ => ErrorCategory.NotSpecified,
        },
    };
}
