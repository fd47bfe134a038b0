using System.Text.RegularExpressions;

namespace BedrockModels;

/// <summary>
/// Creates the error records: those of service calls and waits here, those of refused input in <see cref="Refusals"/> and
/// <see cref="EmulatorRefusals"/>.
/// </summary>
internal static class ErrorRecords
{
    /// <summary>An error response of the service, or a call without a response. The id is the service's code.</summary>
    /// <param name="exception">The exception of the client.</param>
    /// <param name="target">The input of the call.</param>
    /// <param name="label">The name of the resource in the message; null if the call had no single resource.</param>
    /// <param name="region">The Region of the call.</param>
    /// <param name="noun">The noun of the resource, for example "custom model".</param>
    public static ErrorRecord ServiceError(BedrockException exception, object? target, string? label, string? region, string noun)
    {
        var record = Create(exception, ErrorId.FromCode(exception.ErrorCode), CategoryOf(exception), target);
        record.ErrorDetails = new ErrorDetails(InContext(exception, label, noun, region))
        {
            RecommendedAction = RecommendedActions.For(exception, region) ?? "",
        };
        record.CategoryInfo.Activity = exception.Operation;
        return record;
    }

    /// <summary>A resource that ended Failed.</summary>
    public static ErrorRecord ResourceFailed(Resource resource, WaitItem item, string status, string? reason) => Create(
        resource.Failed,
        $"{Name(resource, item)} has status {status}{(reason is null ? ". The service gave no reason." : $": {reason}")}",
        ErrorCategory.InvalidResult,
        item.Target);

    /// <summary>A resource that was deleted during the wait.</summary>
    public static ErrorRecord ResourceVanished(Resource resource, WaitItem item) => Create(
        resource.Vanished, $"{Name(resource, item)} was deleted during the wait.", ErrorCategory.ObjectNotFound, item.Target);

    /// <summary>A wait that ran out of time.</summary>
    /// <param name="resource">The kind of resource.</param>
    /// <param name="item">The resource.</param>
    /// <param name="timeout">The time of the wait.</param>
    /// <param name="status">The last status; null if the resource was never seen.</param>
    /// <param name="lastFailure">Why the last poll failed, if it did.</param>
    public static ErrorRecord WaitTimedOut(
        Resource resource, WaitItem item, TimeSpan timeout, string? status, BedrockException? lastFailure)
    {
        var seconds = timeout.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
        var seen = status is null ? "Its status is unknown." : $"It is still {status}.";
        var lastPoll = lastFailure is null ? "" : $" The last poll failed ({lastFailure.ErrorCode}).";
        return Create(
            ErrorId.FromCode(ErrorCode.WaitTimeout),
            $"{Name(resource, item)} was not {resource.Ready} after {seconds} seconds. {seen}{lastPoll}",
            ErrorCategory.OperationTimeout,
            item.Target);
    }

    /// <summary>The service's refusal to delete a model, with the names of the resources that use the model.</summary>
    public static BedrockException ModelInUse(BedrockException refusal, string label, IEnumerable<ModelUse> uses) => refusal.With(
        message: $"The custom model {label} is in use by the {string.Join(" and the ", uses)}. Remove them first or add -Cascade.");

    /// <summary>The service's refusal to delete a model, with the names of the deployments that are being updated to it.</summary>
    public static BedrockException ModelInUpdate(BedrockException refusal, string label, IEnumerable<ModelUse> deployments) => refusal.With(
        message: $"The custom model {label} is in use by the {string.Join(" and the ", deployments)}, because an update to it is not "
            + "complete. Wait until it is (Wait-BedrockCustomModelDeployment), then remove them first or add -Cascade.");

    /// <summary>A name in a tag cmdlet that is not the name of a custom model, but perhaps that of another resource.</summary>
    public static BedrockException NoModelToTag(BedrockException notFound, string name) => notFound.With(
        message: $"The custom model {InputText.Quote(name)} does not exist. To use the tags of a deployment or of Provisioned Throughput, "
            + "pipe it from its Get- cmdlet.");

    /// <summary>The existing model of a name or source has failed, so that it is not the model that was asked for.</summary>
    public static BedrockException ExistingModelFailed(CustomModel model)
    {
        var reason = model.FailureMessage is { } message ? $": {message}" : ". The service gave no reason.";
        return new(
            ErrorCode.CustomModelFailed, $"The existing custom model {model.ModelName} in {model.Region} has status Failed{reason}", null);
    }

    /// <summary>The existing model of a name was made from another source.</summary>
    public static BedrockException ModelSourceDiffers(CustomModel model, string existing, string requested) => new(
        ErrorCode.ModelSourceDiffers,
        $"The existing custom model {model.ModelName} in {model.Region} was created from {InputText.Quote(existing)}, "
            + $"but the request has {InputText.Quote(requested)}.",
        null);

    /// <summary>The service's refusal to delete a resource that uses a model.</summary>
    public static BedrockException UseNotDeleted(BedrockException refusal, ModelUse use) =>
        refusal.With(message: $"The {use} could not be deleted. {refusal.Message}");

    /// <summary>A resource that still exists after its deletion.</summary>
    public static BedrockException DeletionTimedOut(ModelUse use, TimeSpan waited) => new(
        ErrorCode.WaitTimeout,
        $"The {use} still exists {waited.TotalMinutes:F0} minutes after its deletion. Check its status, then remove the model again.",
        null);

    /// <summary>A training job without an artifact, with each place and the reason.</summary>
    public static BedrockException TrainingArtifactNotFound(string name, TrainingJob? job, IEnumerable<string> tried)
    {
        var reason = job?.FailureReason is { } failure ? ": " + failure.TrimEnd('.') : "";
        var status = job is null ? "" : $" (status {job.Status}{reason})";
        return new(
            ErrorCode.TrainingArtifactNotFound,
            $"No restricted model package and no S3 URI was found for the job '{name}'{status}. "
                + $"Places checked: {string.Join("; ", tried)}.",
            null);
    }

    /// <summary>Makes every error record of the cmdlets, so that no error has an id outside <see cref="ErrorId"/>.</summary>
    public static ErrorRecord Create(Exception exception, ErrorId id, ErrorCategory category, object? target) =>
        new(exception, id.ToString(), category, target);

    private static ErrorRecord Create(ErrorId id, string message, ErrorCategory category, object? target) =>
        Create(new BedrockException(id.ToString(), message, null), id, category, target);

    private static string Name(Resource resource, WaitItem item) => $"The {resource.Noun} {Labels.For(item.Identifier)} in {item.Region}";

    /// <summary>The message after the resource, with the details that identify the call to a person or to AWS Support.</summary>
    private static string InContext(BedrockException exception, string? label, string noun, string? region)
    {
        if (exception.StatusCode == 0 && exception.Operation.Length == 0)
            return exception.Message;
        var subject = label is { Length: > 0 } && !Names(exception.Message, label)
            ? $"{char.ToUpperInvariant(noun[0])}{noun[1..]} {InputText.Quote(label)}: "
            : "";
        var context = Context(exception, region);
        return subject + (context.Length == 0 ? exception.Message : $"{exception.Message.TrimEnd('.')}{context}.");
    }

    private static string Context(BedrockException exception, string? region)
    {
        var parts = new List<string>();
        if (exception.StatusCode != 0)
        {
            var place = (region is null ? "" : $" in {region}") + (exception.OtherEndpoint is { } endpoint ? $" at {endpoint}" : "");
            parts.Add(exception.Operation + place);
            parts.Add(exception.ErrorCode);
        }

        if (exception.RequestId.Length > 0)
            parts.Add("request id " + exception.RequestId);
        return parts.Count == 0 ? "" : $" ({string.Join(", ", parts)})";
    }

    /// <summary>Whether a message contains a name as a whole word: 'The model was not found' does not contain 'm'.</summary>
    private static bool Names(string sentence, string label) =>
        Regex.IsMatch(sentence, $@"(?<![\w-]){Regex.Escape(label)}(?![\w-])", RegexOptions.CultureInvariant);

    private static ErrorCategory CategoryOf(BedrockException exception) => exception.ErrorCode switch
    {
        ErrorCode.ResourceNotFound or ErrorCode.TrainingArtifactNotFound => ErrorCategory.ObjectNotFound,
        ErrorCode.Conflict when exception.Operation.StartsWith("Create", StringComparison.Ordinal) => ErrorCategory.ResourceExists,
        ErrorCode.ModelSourceDiffers => ErrorCategory.ResourceExists,
        ErrorCode.Conflict => ErrorCategory.ResourceBusy,
        ErrorCode.AccessDenied => ErrorCategory.PermissionDenied,
        ErrorCode.UnrecognizedClient or ErrorCode.ExpiredToken or ErrorCode.InvalidSignature or ErrorCode.IncompleteSignature
            or ErrorCode.MissingAuthenticationToken or ErrorCode.CredentialsNotFound or ErrorCode.ProfileNotUsable
            or "ExpiredToken" or "IncompleteSignature" or "InvalidClientTokenId" or "RequestExpired" or "SignatureDoesNotMatch" =>
                ErrorCategory.AuthenticationError,
        ErrorCode.Validation or ErrorCode.InvalidConnection or ErrorCode.InvalidEndpoint or ErrorCode.RegionNotFound =>
            ErrorCategory.InvalidArgument,
        ErrorCode.ServiceQuotaExceeded => ErrorCategory.QuotaExceeded,
        ErrorCode.Throttling or ErrorCode.TooManyTags => ErrorCategory.LimitsExceeded,
        ErrorCode.InvalidResponse or ErrorCode.CustomModelFailed => ErrorCategory.InvalidResult,
        ErrorCode.ConnectionFailed => ErrorCategory.ConnectionError,
        ErrorCode.WaitTimeout or ErrorCode.ModelTimeout => ErrorCategory.OperationTimeout,
        ErrorCode.ModelError => ErrorCategory.InvalidResult,
        ErrorCode.ServiceUnavailable or ErrorCode.InternalServer or ErrorCode.ModelNotReady => ErrorCategory.ResourceUnavailable,
        ErrorCode.UnknownOperation => ErrorCategory.NotImplemented,
        _ => exception.StatusCode switch
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
