using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace BedrockModels;

/// <summary>Reads fault rules from hashtables.</summary>
internal static partial class FaultReader
{
    private const string DefaultFailure = "The model artifacts could not be validated.";

    private static readonly string[] Names =
    [
        "Operation", "Name", "Region", "AccessKey", "Role", "KmsKey", "Source", "Tag",
        "Error", "Message", "Status", "Body", "ContentType", "Headers", "Delay", "Drop", "Cut",
        "Fail", "FailAfter", "ActivationTime", "ListDelay", "Nth", "Times", "Rate", "Probability", "Seed",
    ];

    /// <exception cref="EmulatorException">A setting does not exist, is not valid or does not go with another one.</exception>
    public static FaultRule Read(IDictionary source)
    {
        var settings = new SettingReader("Fault", source);
        settings.RefuseUnknown(Names);
        var rule = new FaultRule
        {
            Operation = settings.Get<string>("Operation"),
            Name = settings.Get<string>("Name"),
            Region = settings.Get<string>("Region"),
            AccessKey = settings.Get<string>("AccessKey"),
            Role = settings.Get<string>("Role"),
            KmsKey = settings.Get<string>("KmsKey"),
            Source = settings.Get<string>("Source"),
            Tag = settings.Get<string>("Tag"),
            Error = settings.Get<string>("Error"),
            Message = settings.Get<string>("Message"),
            Status = settings.Get<int?>("Status"),
            Body = settings.Get<string>("Body") ?? "",
            ContentType = settings.Get<string>("ContentType") ?? "application/json",
            Headers = ReadHeaders(settings.Get<IDictionary>("Headers")),
            Delay = settings.Get<TimeSpan>("Delay"),
            Drop = ReadDrop(settings.Get<string>("Drop")),
            Cut = settings.Get<bool>("Cut"),
            Fail = settings.Get<string>("Fail"),
            FailAfter = settings.Get<TimeSpan?>("FailAfter"),
            ActivationTime = settings.Get<TimeSpan?>("ActivationTime"),
            ListDelay = settings.Get<TimeSpan?>("ListDelay"),
            Nth = settings.Get<int?>("Nth"),
            Rate = settings.Get<int?>("Rate"),
            Times = settings.Get<int?>("Times"),
            Probability = settings.Get<double?>("Probability") ?? 1,
            Seed = settings.Get<int>("Seed"),
            Definition = source,
        };
        Check(rule);
        return rule;
    }

    /// <summary>Reads -FailModel: a name pattern, or a hashtable of patterns with their failure messages.</summary>
    public static IEnumerable<FaultRule> ReadFailures(object failures)
    {
        return ObjectMembers.Bare(failures) switch
        {
            IDictionary messages => messages.Cast<DictionaryEntry>()
                .Select(entry => Failure(entry.Key.ToString()!, entry.Value?.ToString() ?? DefaultFailure)),
            IEnumerable patterns and not string => patterns.Cast<object>().Select(pattern => Failure(pattern.ToString()!, DefaultFailure)),
            var pattern => [Failure(pattern!.ToString()!, DefaultFailure)],
        };
    }

    private static FaultRule Failure(string pattern, string message) =>
        Read(new Hashtable { ["Operation"] = Operations.CreateCustomModel.Name, ["Name"] = pattern, ["Fail"] = message });

    private static Dictionary<string, string> ReadHeaders(IDictionary? headers)
    {
        var read = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry header in headers ?? new Hashtable())
        {
            var (name, value) = (header.Key.ToString()!, header.Value?.ToString() ?? "");
            if (!HeaderPattern().IsMatch($"{name}:{value}"))
                throw EmulatorRefusals.InvalidHeader(name, value);
            read[name] = value;
        }

        return read;
    }

    // A name that HTTP allows, except those that frame the response, and a value on one line.
    [GeneratedRegex(@"(?i)\A(?!(?:Content-Length|Connection|Transfer-Encoding|Date):)[a-z0-9!#$%&'*+.^_`|~-]+:[\x20-\x7E]*\z")]
    private static partial Regex HeaderPattern();

    private static Drop ReadDrop(string? text) => text?.ToUpperInvariant() switch
    {
        null or "FALSE" or "NONE" => Drop.None,
        "TRUE" or "BEFORE" => Drop.Before,
        "AFTER" => Drop.After,
        _ => throw EmulatorRefusals.InvalidDrop(text),
    };

    private static void Check(FaultRule rule)
    {
        if (!rule.IsWork && !ChangesResponse(rule))
            throw EmulatorRefusals.FaultWithoutEffect();
        if (rule.Times < 1)
            throw EmulatorRefusals.InvalidTimes(rule.Times);
        if ((rule.Nth ?? 1) < 1)
            throw EmulatorRefusals.InvalidCount("Nth", rule.Nth);
        if ((rule.Rate ?? 1) < 1)
            throw EmulatorRefusals.InvalidCount("Rate", rule.Rate);
        if (rule.Probability is not (>= 0 and <= 1))
            throw EmulatorRefusals.InvalidProbability(rule.Probability);
        if (rule.Status is < 200 or > 599)
            throw EmulatorRefusals.InvalidStatus(rule.Status);
        if (rule is { Error: { } code, Status: null } && !ErrorCode.IsOfService(code))
            throw EmulatorRefusals.UnknownErrorCode(code);
        CheckTogether(rule);
        CheckOperation(rule);
    }

    /// <summary>Refuses settings of which one would be ignored.</summary>
    private static void CheckTogether(FaultRule rule)
    {
        var responds = rule.Error is not null || rule.Status is not null;
        if (rule.IsWork && ChangesResponse(rule))
            throw EmulatorRefusals.WorkNotAlone();
        if (rule is { FailAfter: not null, Fail: null })
            throw EmulatorRefusals.FailAfterWithoutFail();
        if (rule.Drop != Drop.None && (responds || rule.Cut))
            throw EmulatorRefusals.DropNotAlone();
        if (rule is { Message: not null, Error: null })
            throw EmulatorRefusals.MessageWithoutError();
        if (rule.Body.Length > 0 && (rule.Status is null || rule.Error is not null))
            throw EmulatorRefusals.BodyWithoutStatus();
    }

    private static void CheckOperation(FaultRule rule)
    {
        if (rule.Operation is not { } pattern)
            return;
        var matches = Served.Where(o => FileSystemName.MatchesSimpleExpression(pattern, o.Name)).Select(o => o.Name).ToList();
        if (matches.Count == 0)
            throw EmulatorRefusals.UnknownOperation(pattern);
        if (rule.IsWork && !matches.Exists(IsCreateOrUpdate))
            throw EmulatorRefusals.WorkWithoutChange(pattern);
    }

    private static IEnumerable<Operation> Served => [.. Operations.All, .. RuntimeOperation.All, .. AccountOperation.All];

    private static bool ChangesResponse(FaultRule rule) =>
        rule is not { Error: null, Status: null, Cut: false, Drop: Drop.None, Rate: null, Headers.Count: 0 } || rule.Delay != default;

    private static bool IsCreateOrUpdate(string operation) =>
        operation.StartsWith("Create", StringComparison.Ordinal) || operation.StartsWith("Update", StringComparison.Ordinal);
}
