namespace BedrockModels;

/// <summary>
/// Shows a wait: a progress bar, a line for each change and each minute, and warnings. The lines are shown only where a bar is not seen: in
/// CI, where progress is silenced, and where the output of pwsh is redirected or pwsh is not interactive. For the pipeline thread; Dispose
/// removes the bar.
/// </summary>
/// <param name="cmdlet">The cmdlet that writes.</param>
/// <param name="resource">The kind of resource.</param>
/// <param name="items">The resources to wait for.</param>
/// <param name="forUpdate">Whether the wait is for an update.</param>
/// <param name="environment">The environment variables; those of the process by default.</param>
internal sealed class WaitReporter(
    PSCmdlet cmdlet, Resource resource, IReadOnlyList<WaitItem> items, bool forUpdate = false, Func<string, string?>? environment = null)
    : IDisposable
{
    private const string Tag = "BedrockWait";
    private const int LongestName = 27;
    private static readonly string[] CiVariables = ["TF_BUILD", "GITHUB_ACTIONS", "CI"];
    private static int _lastActivity = 0x42440000;
    private readonly int _activity = Interlocked.Increment(ref _lastActivity);

    private readonly string _what = items.Count == 1
        ? $"the {resource.Noun} {Labels.For(items[0].Identifier)}"
        : $"{items.Count} {resource.Noun}s";

    // The bar has room for its status only if its title is short.
    private readonly string _title = "Waiting for " + (items.Count == 1
        ? Shorten(InputNote.Find(items[0].Identifier)?.Name ?? items[0].Identifier)
        : $"{items.Count} {resource.Noun}s");

    private readonly bool _linesAreShown =
        IsProgressSilenced(cmdlet) || IsCi(environment ?? Environment.GetEnvironmentVariable) || HasNoViewer(cmdlet.Host.Name);

    private string _status = forUpdate ? ResourceStatus.Updating : string.Join(" or ", resource.Pending);
    private bool _hasBar;

    /// <summary>Shows an event. The caller handles final events.</summary>
    public void Report<T>(WaitEvent<T> waitEvent)
    {
        switch (waitEvent)
        {
            case WaitEvent<T>.Progress progress:
                ShowBar(progress.Counts);
                break;
            case WaitEvent<T>.Heartbeat beat:
                ShowBar(beat.Counts);
                Say($"Waiting for {_what}: {Describe(beat.Counts)}.");
                break;
            case WaitEvent<T>.StatusChanged changed:
                _status = Name(changed.To);
                Say($"{Item(changed.Item)} changed from {Name(changed.From)} to {Name(changed.To)} ({Span(waitEvent.Waited)} elapsed).");
                break;
            case WaitEvent<T>.UnknownStatus unknown:
                _status = Name(unknown.Status);
                var status = unknown.Status.Length == 0 ? "no status" : $"status {unknown.Status}, which this module does not recognize";
                cmdlet.WriteWarning($"{Item(unknown.Item)} has {status}. The wait continues ({Span(waitEvent.Waited)} elapsed).");
                break;
            case WaitEvent<T>.Slowed slowed:
                cmdlet.WriteWarning($"Polling {slowed.Region} less often ({Span(waitEvent.Waited)} elapsed): {slowed.Failure.Message}");
                break;
            default:
                break;
        }
    }
    public void Dispose()
    {
        // After a stop nothing can be written, and the host removes its bars itself.
        if (!_hasBar || cmdlet.Stopping)
            return;
        _hasBar = false;
        cmdlet.WriteProgress(new ProgressRecord(_activity, _title, "Done") { RecordType = ProgressRecordType.Completed });
    }

    /// <summary>Formats a duration in its two largest units.</summary>
    public static string Span(TimeSpan span)
    {
        var seconds = (long)Math.Round(Math.Max(span.TotalSeconds, 0));
        return seconds switch
        {
            < 60 => $"{seconds} s",
            < 3600 => $"{seconds / 60} min {seconds % 60} s",
            _ => $"{seconds / 3600} h {seconds / 60 % 60} min",
        };
    }

    private void ShowBar(WaitCounts counts)
    {
        if (items.Count == 1 && counts.Pending == 0)
            return;
        _hasBar = true;
        cmdlet.WriteProgress(new ProgressRecord(_activity, _title, Describe(counts))
        {
            PercentComplete = items.Count == 1 ? -1 : 100 * (counts.Ready + counts.Failed) / counts.Total,
        });
    }

    private void Say(string line)
    {
        if (_linesAreShown)
            cmdlet.WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST", Tag]);
        else
            cmdlet.WriteInformation(line, [Tag]);
    }

    /// <summary>The state first, because the end of a bar can be cut.</summary>
    private string Describe(WaitCounts counts)
    {
        var failed = counts.Failed == 0 ? "" : $", {counts.Failed} {ResourceStatus.Failed}";
        var state = items.Count == 1 ? _status : $"{counts.Ready} of {counts.Total} {resource.Ready}{failed}";
        return $"{state}, {Short(counts.Elapsed)}; gives up in {Short(counts.TimeLeft)}";
    }

    private static string Shorten(string identifier)
    {
        var name = identifier[(identifier.LastIndexOf('/') + 1)..];
        return name.Length <= LongestName ? name : name[..(LongestName - 3)] + "...";
    }

    /// <summary>Formats a duration in minutes, or in seconds if it is shorter.</summary>
    private static string Short(TimeSpan span) =>
        span.TotalSeconds is < 59.5 or >= 3600 ? Span(span) : $"{Math.Round(span.TotalMinutes)} min";

    private string Item(WaitItem item) => $"The {resource.Noun} {Labels.For(item.Identifier)} in {item.Region}";

    private static string Name(string status) => status.Length == 0 ? "no status" : status;

    private static bool IsProgressSilenced(PSCmdlet cmdlet)
    {
        var preference = cmdlet.MyInvocation.BoundParameters.TryGetValue("ProgressAction", out var bound)
            ? bound
            : cmdlet.GetVariableValue("ProgressPreference");
        return LanguagePrimitives.TryConvertTo<ActionPreference>(preference, out var action)
            && action is ActionPreference.SilentlyContinue or ActionPreference.Ignore;
    }

    /// <summary>Whether the console of pwsh is redirected, or pwsh was started with -NonInteractive, which can be shortened.</summary>
    private static bool HasNoViewer(string hostName) => hostName == "ConsoleHost" && (Console.IsOutputRedirected
        || Environment.GetCommandLineArgs().Any(arg => arg.TrimStart('-', '/').StartsWith("noni", StringComparison.OrdinalIgnoreCase)));

    private static bool IsCi(Func<string, string?> environment) => CiVariables.Any(name =>
        environment(name) is { Length: > 0 } value && !value.Equals("false", StringComparison.OrdinalIgnoreCase) && value != "0");
}
