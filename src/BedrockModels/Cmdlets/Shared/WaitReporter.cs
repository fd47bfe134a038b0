using System.Globalization;
using System.Management.Automation;
using BedrockModels.Protocol;
using BedrockModels.Waiting;

namespace BedrockModels;

/// <summary>
/// Shows a wait: a progress bar, a line for each change and each minute, and a warning for what is odd. The lines are invisible
/// where a person sees the bar; where nobody does, in CI or where progress is silenced, they are what keeps a log alive.
/// Used on the pipeline thread; disposing takes the bar away.
/// </summary>
/// <param name="cmdlet">Whose streams to write to.</param>
/// <param name="resource">The kind of resource that is waited for.</param>
/// <param name="items">What is waited for.</param>
/// <param name="forUpdate">Whether an update is waited for.</param>
/// <param name="environment">The environment variables; those of the process where it is not given.</param>
internal sealed class WaitReporter(
    PSCmdlet cmdlet, Resource resource, IReadOnlyList<WaitItem> items, bool forUpdate = false, Func<string, string?>? environment = null) : IDisposable
{
    private const string Tag = "BedrockWait";

    private static readonly string[] CiVariables = ["TF_BUILD", "GITHUB_ACTIONS", "CI"];

    private static int _lastActivity = 0x42440000;

    private readonly int _activity = Interlocked.Increment(ref _lastActivity);
    private readonly string _what = items.Count == 1 ? $"the {resource.Noun} {Labels.Of(items[0].Identifier)}" : $"{items.Count} {resource.Noun}s";
    private readonly bool _linesAreShown = IsProgressSilenced(cmdlet) || IsCi(environment ?? Environment.GetEnvironmentVariable);
    private readonly string _pending = forUpdate ? ResourceStatus.Updating : string.Join(" or ", resource.Pending);
    private bool _hasBar;

    /// <summary>Shows what a waiter told; what an item ends with is left to the caller.</summary>
    public void Report<T>(WaitEvent<T> told)
    {
        switch (told)
        {
            case WaitEvent<T>.Progress progress:
                ShowBar(progress.Counts);
                break;
            case WaitEvent<T>.Heartbeat beat:
                Say($"Waiting for {_what}: {Counts(beat.Counts)}, {Span(told.Waited)} elapsed.");
                break;
            case WaitEvent<T>.StatusChanged changed:
                Say($"{Item(changed.Item)} changed from {Name(changed.From)} to {Name(changed.To)} ({Span(told.Waited)} elapsed).");
                break;
            case WaitEvent<T>.UnknownStatus unknown:
                var status = unknown.Status.Length == 0 ? "no status" : $"status {unknown.Status}, which this module does not recognize";
                cmdlet.WriteWarning($"{Item(unknown.Item)} has {status}. The wait continues ({Span(told.Waited)} elapsed).");
                break;
            case WaitEvent<T>.Slowed slowed:
                cmdlet.WriteWarning($"Polling {slowed.Region} less often ({Span(told.Waited)} elapsed): {slowed.Failure.Message}");
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // After a stop nothing can be written, and the host clears its bars itself.
        if (!_hasBar || cmdlet.Stopping)
            return;
        _hasBar = false;
        cmdlet.WriteProgress(new ProgressRecord(_activity, $"Waiting for {_what}", "Done") { RecordType = ProgressRecordType.Completed });
    }

    /// <summary>A length of time for people: the two largest units.</summary>
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
        cmdlet.WriteProgress(new ProgressRecord(_activity, $"Waiting for {_what}", Counts(counts)) { PercentComplete = 100 * (counts.Ready + counts.Failed) / counts.Total });
    }

    private void Say(string line)
    {
        if (_linesAreShown)
            cmdlet.WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST", Tag]);
        else
            cmdlet.WriteInformation(line, [Tag]);
    }

    private string Counts(WaitCounts counts) =>
        string.Create(CultureInfo.InvariantCulture, $"{resource.Ready} {counts.Ready}, {_pending} {counts.Pending}, {ResourceStatus.Failed} {counts.Failed}, {Span(counts.TimeLeft)} left");

    private string Item(WaitItem item) => $"The {resource.Noun} {Labels.Of(item.Identifier)} in {item.Region}";

    private static string Name(string status) => status.Length == 0 ? "no status" : status;

    private static bool IsProgressSilenced(PSCmdlet cmdlet)
    {
        var preference = cmdlet.MyInvocation.BoundParameters.TryGetValue("ProgressAction", out var bound) ? bound : cmdlet.GetVariableValue("ProgressPreference");
        return LanguagePrimitives.TryConvertTo<ActionPreference>(preference, out var action) && action is ActionPreference.SilentlyContinue or ActionPreference.Ignore;
    }

    private static bool IsCi(Func<string, string?> environment) =>
        CiVariables.Any(name => environment(name) is { Length: > 0 } value && !value.Equals("false", StringComparison.OrdinalIgnoreCase) && value != "0");
}
