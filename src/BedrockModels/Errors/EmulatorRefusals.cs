using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Every sentence about input that the cmdlets of the emulator refuse.</summary>
internal static class EmulatorRefusals
{
    /// <summary>An emulator that could not be started, for whatever reason.</summary>
    public static ErrorRecord NotStarted(EmulatorException exception, int port) =>
        ErrorRecords.Create(exception, ErrorId.EmulatorNotStarted, ErrorCategory.OpenError, port);

    /// <summary>A port on which this process runs no emulator.</summary>
    public static ErrorRecord NotRunning(int port) => ErrorRecords.Create(
        new ItemNotFoundException($"No emulator of this process listens on port {port}; Get-BedrockEmulator shows those that do."),
        ErrorId.EmulatorNotRunning,
        ErrorCategory.ObjectNotFound,
        port);

    public static EmulatorException EnvironmentAlreadySet(int port) =>
        new($"The environment is already set for the emulator on port {port}. Stop that one first, or leave -SetEnvironment out.");

    // Settings of a hashtable or an object

    public static EmulatorException UnknownSetting(string what, string name, IEnumerable<string> names) =>
        new($"{what} has no setting '{name}'; it takes {string.Join(", ", names)}.");

    /// <param name="what">What is read, as a sentence begins with it.</param>
    /// <param name="name">The setting.</param>
    /// <param name="value">The value; null if no message may quote it.</param>
    /// <param name="type">The type that it must convert to.</param>
    public static EmulatorException InvalidSetting(string what, string name, object? value, Type type) =>
        new($"{what} has the {name}{(value is null ? "" : $" '{value}'")}, which is no {Words(type)}.");

    public static EmulatorException InvalidSetting(string what, string name, ArgumentTransformationMetadataException exception) =>
        new($"{what} has a {name} that cannot be. {exception.Message}", exception);

    public static EmulatorException UnknownBehavior(object name, IEnumerable<string> names) =>
        new($"There is no behavior '{name}'; there are {string.Join(", ", names)}.");

    public static EmulatorException InvalidBehavior(string name, object value, Type type, PSInvalidCastException exception) =>
        new($"The behavior {name} has the value '{value}'; it takes a {Words(type)}.", exception);

    public static EmulatorException InvalidBehavior(string name, ArgumentTransformationMetadataException exception) =>
        new($"The behavior {name} cannot be. {exception.Message}", exception);

    public static EmulatorException CredentialWithoutKeys() =>
        new("A credential needs AccessKey and SecretKey (and SessionToken, where the keys are temporary), or BearerToken.");

    // Faults

    public static EmulatorException FaultWithoutEffect() => new("A fault does nothing; give it an Error, Status, Delay, Drop, Cut or Fail.");

    public static EmulatorException InvalidDrop(string text) =>
        new($"A fault has the Drop '{text}'; it takes Before or After (the request took effect).");

    public static EmulatorException NegativeDelay(TimeSpan delay) => new($"A fault has the Delay {delay}; it cannot be negative.");

    public static EmulatorException InvalidTimes(int? times) => new($"A fault has Times {times}; it takes 1 or more, or is left out for no end.");

    public static EmulatorException InvalidProbability(double probability) => new($"A fault has the Probability {probability}; it takes 0 to 1.");

    public static EmulatorException InvalidStatus(int? status) => new($"A fault has the Status {status}; it takes 200 to 599.");

    public static EmulatorException UnknownErrorCode(string code) =>
        new($"A fault has the Error '{code}', which is not the service's; one such is {ErrorCode.Throttling}. With a Status beside it any is taken.");

    public static EmulatorException FailNotAlone() =>
        new("A fault has Fail beside Error, Status, Delay, Drop or Cut; the request itself succeeds, so give those a rule of their own.");

    public static EmulatorException DropNotAlone() =>
        new("A fault has Drop beside Error, Status or Cut; a dropped connection answers nothing, so give one of the two.");

    public static EmulatorException MessageWithoutError() => new("A fault has a Message without an Error; a Message is an Error's.");

    public static EmulatorException BodyWithoutStatus() => new("A fault has a Body, which goes with a Status and without an Error.");

    public static EmulatorException UnknownOperation(string pattern) =>
        new($"A fault has the Operation '{pattern}', which matches none; one is {Operations.GetCustomModel.Name}.");

    public static EmulatorException FailWithoutChange(string pattern) =>
        new($"A fault has Fail on the Operation '{pattern}', which starts nothing that could end Failed; one that does is {Operations.CreateCustomModel.Name}.");

    private static string Words(Type type) => (Nullable.GetUnderlyingType(type) ?? type).Name switch
    {
        nameof(Int32) => "whole number",
        nameof(Double) => "number",
        nameof(Boolean) => "$true or $false",
        nameof(TimeSpan) => "length of time",
        nameof(DateTimeOffset) => "time",
        _ => "text",
    };
}
