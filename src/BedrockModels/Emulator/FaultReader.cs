using System.Collections;
using System.IO.Enumeration;
using BedrockModels.Emulator;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Reads fault rules from what a script can write.</summary>
internal static class FaultReader
{
    private const string DefaultFailure = "The model artifacts could not be validated.";

    private static readonly string[] Names =
        ["Operation", "Name", "Error", "Message", "Status", "Body", "ContentType", "Delay", "Drop", "Cut", "Fail", "Times", "Probability", "Seed"];

    /// <exception cref="EmulatorException">A rule has a setting that there is not, or does nothing.</exception>
    public static FaultRule Read(IDictionary source)
    {
        var settings = new SettingReader("A fault", source);
        var rule = new FaultRule
        {
            Operation = settings.Take<string>("Operation"),
            Name = settings.Take<string>("Name"),
            Error = settings.Take<string>("Error"),
            Message = settings.Take<string>("Message"),
            Status = settings.Take<int?>("Status"),
            Body = settings.Take<string>("Body") ?? "",
            ContentType = settings.Take<string>("ContentType") ?? "application/json",
            Delay = settings.TakeDuration("Delay"),
            Drop = ReadDrop(settings.Take<string>("Drop")),
            Cut = settings.Take<bool>("Cut"),
            Fail = settings.Take<string>("Fail"),
            Times = settings.Take<int?>("Times"),
            Probability = settings.Take<double?>("Probability") ?? 1,
            Seed = settings.Take<int>("Seed"),
        };
        settings.RefuseRest(Names);
        Check(rule);
        return rule;
    }

    /// <summary>Reads -FailModel: a name pattern, or a hashtable of patterns with their failure messages.</summary>
    public static IEnumerable<FaultRule> ReadFailures(object failures)
    {
        var bare = failures is System.Management.Automation.PSObject wrapped ? wrapped.BaseObject : failures;
        return bare switch
        {
            IDictionary messages => messages.Cast<DictionaryEntry>().Select(entry => Failure(entry.Key.ToString()!, entry.Value?.ToString() ?? DefaultFailure)),
            IEnumerable patterns and not string => patterns.Cast<object>().Select(pattern => Failure(pattern.ToString()!, DefaultFailure)),
            _ => [Failure(bare.ToString()!, DefaultFailure)],
        };
    }

    private static FaultRule Failure(string pattern, string message) =>
        new() { Operation = Operations.CreateCustomModel.Name, Name = pattern, Fail = message };

    private static Drop ReadDrop(string? text) => text?.ToUpperInvariant() switch
    {
        null or "FALSE" or "NONE" => Drop.None,
        "TRUE" or "BEFORE" => Drop.Before,
        "AFTER" => Drop.After,
        _ => throw new EmulatorException($"A fault has the Drop '{text}'; it takes Before or After (the request took effect)."),
    };

    private static void Check(FaultRule rule)
    {
        if (rule is { Error: null, Status: null, Cut: false, Fail: null, Drop: Drop.None } && rule.Delay == default)
            throw new EmulatorException("A fault does nothing; give it an Error, Status, Delay, Drop, Cut or Fail.");
        if (rule.Delay < TimeSpan.Zero)
            throw new EmulatorException($"A fault has the Delay {rule.Delay}; it cannot be negative.");
        if (rule.Times < 1)
            throw new EmulatorException($"A fault has Times {rule.Times}; it takes 1 or more, or is left out for no end.");
        if (rule.Probability is not (>= 0 and <= 1))
            throw new EmulatorException($"A fault has the Probability {rule.Probability}; it takes 0 to 1.");
        if (rule.Status is < 200 or > 599)
            throw new EmulatorException($"A fault has the Status {rule.Status}; it takes 200 to 599.");
        if (rule is { Error: { } code, Status: null } && !ErrorCode.IsOfService(code))
            throw new EmulatorException($"A fault has the Error '{code}', which is not the service's; one such is {ErrorCode.Throttling}. With a Status beside it any is taken.");
        CheckTogether(rule);
        CheckOperation(rule);
    }

    /// <summary>Refuses settings that would silently win over one another.</summary>
    private static void CheckTogether(FaultRule rule)
    {
        var answers = rule.Error is not null || rule.Status is not null;
        if (rule.Fail is not null && (answers || rule.Cut || rule.Drop != Drop.None || rule.Delay != default))
            throw new EmulatorException("A fault has Fail beside Error, Status, Delay, Drop or Cut; the request itself succeeds, so give those a rule of their own.");
        if (rule.Drop != Drop.None && (answers || rule.Cut))
            throw new EmulatorException("A fault has Drop beside Error, Status or Cut; a dropped connection answers nothing, so give one of the two.");
        if (rule is { Message: not null, Error: null })
            throw new EmulatorException("A fault has a Message without an Error; a Message is an Error's.");
        if (rule.Body.Length > 0 && (rule.Status is null || rule.Error is not null))
            throw new EmulatorException("A fault has a Body, which goes with a Status and without an Error.");
    }

    private static void CheckOperation(FaultRule rule)
    {
        if (rule.Operation is not { } pattern)
            return;
        var matches = Operations.All.Where(o => FileSystemName.MatchesSimpleExpression(pattern, o.Name)).Select(o => o.Name).ToList();
        if (matches.Count == 0)
            throw new EmulatorException($"A fault has the Operation '{pattern}', which matches none; one is {Operations.GetCustomModel.Name}.");
        if (rule.Fail is not null && !matches.Exists(name => name.StartsWith("Create", StringComparison.Ordinal) || name.StartsWith("Update", StringComparison.Ordinal)))
            throw new EmulatorException($"A fault has Fail on the Operation '{pattern}', which starts nothing that could end Failed; one that does is {Operations.CreateCustomModel.Name}.");
    }
}
