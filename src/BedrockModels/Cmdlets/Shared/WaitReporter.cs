namespace BedrockModels;

/// <summary>
/// Shows a wait: a progress bar, a line for each change and each minute, and warnings. The lines are shown only in CI and where progress is
/// silenced, so that a log shows activity. For the pipeline thread; Dispose removes the bar.
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
    private static readonly string[] CiVariables = ["TF_BUILD", "GITHUB_ACTIONS", "CI"];
    private static int _lastActivity = 0x42440000;
    private readonly int _activity = Interlocked.Increment(ref _lastActivity);

    private readonly string _what = items.Count == 1
        ? $"the {resource.Noun} {Labels.For(items[0].Identifier)}"
        : $"{items.Count} {resource.Noun}s";

    private readonly bool _linesAreShown = IsProgressSilenced(cmdlet) || IsCi(environment ?? Environment.GetEnvironmentVariable);
    private readonly string _pending = forUpdate ? ResourceStatus.Updating : string.Join(" or ", resource.Pending);
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
                Say($"Waiting for {_what}: {Counts(beat.Counts)}, {Span(waitEvent.Waited)} elapsed.");
                break;
            case WaitEvent<T>.StatusChanged changed:
                Say($"{Item(changed.Item)} changed from {Name(changed.From)} to {Name(changed.To)} ({Span(waitEvent.Waited)} elapsed).");
                break;
            case WaitEvent<T>.UnknownStatus unknown:
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
        cmdlet.WriteProgress(new ProgressRecord(_activity, $"Waiting for {_what}", "Done") { RecordType = ProgressRecordType.Completed });
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
        _hasBar = true;
        cmdlet.WriteProgress(new ProgressRecord(_activity, $"Waiting for {_what}", Counts(counts))
        {
            PercentComplete = 100 * (counts.Ready + counts.Failed) / counts.Total,
        });
    }

    private void Say(string line)
    {
        if (_linesAreShown)
            cmdlet.WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST", Tag]);
        else
            cmdlet.WriteInformation(line, [Tag]);
    }

    private string Counts(WaitCounts counts) => string.Create(
        CultureInfo.InvariantCulture,
        $"{resource.Ready} {counts.Ready}, {_pending} {counts.Pending}, {ResourceStatus.Failed} {counts.Failed}, "
        + $"{Span(counts.TimeLeft)} left");

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

    private static bool IsCi(Func<string, string?> environment) => CiVariables.Any(name =>
        environment(name) is { Length: > 0 } value && !value.Equals("false", StringComparison.OrdinalIgnoreCase) && value != "0");
}
