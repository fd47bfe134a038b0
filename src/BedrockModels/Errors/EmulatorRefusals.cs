namespace BedrockModels;

/// <summary>The errors of the emulator's cmdlets, one factory for each. Proof-read all sentences here.</summary>
internal static class EmulatorRefusals
{
    /// <summary>An emulator that could not be started, with the reason of the exception.</summary>
    public static ErrorRecord NotStarted(EmulatorException exception, int port) =>
        ErrorRecords.Create(exception, ErrorId.EmulatorNotStarted, ErrorCategory.OpenError, port);

    /// <summary>A fault or a time that an emulator cannot have, with the reason of the exception.</summary>
    public static ErrorRecord NotChanged(EmulatorException exception) =>
        ErrorRecords.Create(exception, ErrorId.EmulatorNotChanged, ErrorCategory.InvalidArgument, null);

    /// <summary>A port on which this process runs no emulator.</summary>
    public static ErrorRecord NotRunning(int port) => ErrorRecords.Create(
        new ItemNotFoundException($"No emulator in this process listens on port {port}. Get-BedrockEmulator lists the running emulators."),
        ErrorId.EmulatorNotRunning,
        ErrorCategory.ObjectNotFound,
        port);

    /// <summary>Several emulators, of which none was specified.</summary>
    public static ErrorRecord NotSpecified(int[] ports) => ErrorRecords.Create(
        new PSArgumentException(
            $"{ports.Length} emulators are running in this process, on the ports {string.Join(", ", ports)}. "
            + "Specify -Port, or -All to stop all of them."),
        ErrorId.EmulatorNotSpecified,
        ErrorCategory.InvalidArgument,
        null);

    public static EmulatorException EnvironmentAlreadySet(int port) =>
        new($"The environment is already set for the emulator on port {port}. Stop that emulator first or omit -SetEnvironment.");

    // Settings of a hashtable or an object

    public static EmulatorException UnknownSetting(string what, string name, IEnumerable<string> names) =>
        new($"{what} setting {InputText.Quote(name)} does not exist. Use {string.Join(", ", names)}.");

    /// <param name="what">The kind of settings, for example "Fault".</param>
    /// <param name="name">The setting.</param>
    /// <param name="value">The value; null if no message may quote it.</param>
    /// <param name="type">The type that it must convert to.</param>
    public static EmulatorException InvalidSetting(string what, string name, object? value, Type type) =>
        new($"{what} setting {name}{(value is null ? "" : $" '{Invariant(value)}'")} is not valid. Use {Words(type)}.");

    public static EmulatorException InvalidSetting(string what, string name, ArgumentTransformationMetadataException exception) =>
        new($"{what} setting {name} is not valid. {exception.Message}", exception);

    /// <summary>The sentence of the other cmdlets about the same credential, with what only the emulator accepts.</summary>
    public static EmulatorException InvalidCredential(ArgumentException exception) =>
        new($"{exception.Message} A hashtable with BearerToken is also valid.", exception);

    public static EmulatorException UnreadableCredential(Exception exception) =>
        new($"-Credential could not be read. {(exception.InnerException ?? exception).Message}", exception);

    /// <param name="what">The setting, for example "Account setting Roles".</param>
    public static EmulatorException NotATable(string what) =>
        new($"{what} is not valid. Use a hashtable with a name and its settings, for example @{{ 'my-role' = @{{ }} }}.");

    /// <param name="what">The thing, for example "Account setting Keys 'my-key'".</param>
    public static EmulatorException NotSettings(string what) =>
        new($"{what} is not valid. Use a hashtable of its settings, or @{{ }} for the defaults.");

    public static EmulatorException InvalidReply(string pattern) =>
        new($"Reply setting '{pattern}' is not valid. Use text, a script block, or a list of them.");

    /// <summary>A script block that ended with an error. Its message could quote the prompt.</summary>
    public static EmulatorException ReplyFailed(string pattern, RuntimeException exception) =>
        new($"The script block of Reply setting '{pattern}' failed in line {exception.ErrorRecord.InvocationInfo?.ScriptLineNumber ?? 1} "
            + $"({exception.ErrorRecord.CategoryInfo.Category}).");

    // Faults

    public static EmulatorException FaultWithoutEffect() =>
        new("A fault must have an effect. Specify Error, Status, Headers, Delay, Drop, Cut, Rate, Fail, ActivationTime or ListDelay.");

    public static EmulatorException InvalidDrop(string text) =>
        new($"{Setting("Drop", text)} Use Before (the request has no effect) or After (it takes effect).");

    public static EmulatorException InvalidTimes(int? times) => new($"{Setting("Times", times)} Use 1 or more, or omit it for no limit.");

    public static EmulatorException InvalidCount(string name, int? count) => new($"{Setting(name, count)} Use 1 or more.");

    public static EmulatorException InvalidHeader(string name, string value) =>
        new($"{Setting("Headers", $"{name}: {value}")} Use a header of one line, "
            + "except Content-Length, Connection, Transfer-Encoding and Date.");

    public static EmulatorException InvalidProbability(double probability) => new($"{Setting("Probability", probability)} Use 0 to 1.");

    public static EmulatorException InvalidStatus(int? status) => new($"{Setting("Status", status)} Use 200 to 599.");

    public static EmulatorException UnknownErrorCode(string code) =>
        new($"{Setting("Error", code)} Use an error code of the service, for example {ErrorCode.Throttling}, "
            + "or add Status to send any code.");

    public static EmulatorException WorkNotAlone() =>
        new("Fault settings Fail, ActivationTime and ListDelay cannot be combined with Error, Status, Headers, Delay, Drop, Cut or Rate, "
            + "because their request succeeds. Use a separate fault for those.");

    public static EmulatorException FailAfterWithoutFail() => new("Fault setting FailAfter requires Fail. Add Fail or remove FailAfter.");

    public static EmulatorException DropNotAlone() =>
        new("Fault setting Drop cannot be combined with Error, Status or Cut, because a dropped connection returns no response. "
            + "Use only one.");

    public static EmulatorException MessageWithoutError() => new("Fault setting Message requires Error. Add Error or remove Message.");

    public static EmulatorException BodyWithoutStatus() => new("Fault setting Body requires Status and cannot be combined with Error.");

    public static EmulatorException UnknownOperation(string pattern) =>
        new($"Fault setting Operation '{pattern}' matches no operation. "
            + $"Use a name or a pattern, for example {Operations.GetCustomModel.Name}.");

    public static EmulatorException WorkWithoutChange(string pattern) =>
        new($"Fault settings Fail, ActivationTime and ListDelay do not apply to Operation '{pattern}', which creates or updates nothing. "
            + $"Use one that does, for example {Operations.CreateCustomModel.Name}.");

    private static string Setting(string name, object? value) => $"Fault setting {name} {InputText.Quote(Invariant(value))} is not valid.";

    private static string Invariant(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Words(Type type) => (Nullable.GetUnderlyingType(type) ?? type).Name switch
    {
        nameof(Int32) => "a whole number",
        nameof(Double) => "a number",
        nameof(Boolean) => "$true or $false",
        nameof(TimeSpan) => "a duration",
        nameof(DateTimeOffset) => "a date and time",
        nameof(IDictionary) => "a hashtable",
        _ => "text",
    };
}
