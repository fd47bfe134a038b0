using System.Management.Automation;
using System.Management.Automation.Runspaces;
using BedrockModels.Waiting;

namespace BedrockModels.Tests.Waiting;

public class WaitReporterTests
{
    private static readonly WaitItem A = new("a", "us-east-1", null);
    private static readonly WaitCounts One = new(0, 1, 0, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(3510));
    private static readonly WaitCounts Counts = new(1, 2, 0, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(3510));

    [Fact]
    public void Progress_of_many_is_one_bar_with_a_percentage_that_completes()
    {
        using var shell = Report("-Item a, b, c", new WaitEvent<string>.Progress(Counts),
            new WaitEvent<string>.Progress(Counts with { Pending = 1, Failed = 1 }));

        var records = shell.Streams.Progress;

        Assert.Equal(
            ["Waiting for 3 custom models: 1 of 3 Active, 2 min; gives up in 58 min (33)",
                "Waiting for 3 custom models: 1 of 3 Active, 1 Failed, 2 min; gives up in 58 min (66)"],
            records.Take(2).Select(record => $"{record.Activity}: {record.StatusDescription} ({record.PercentComplete})"));
        Assert.Equal(ProgressRecordType.Completed, records[2].RecordType);
        Assert.Single(records.Select(record => record.ActivityId).Distinct());
        Assert.Equal(3, records.Count);
    }

    [Fact]
    public void Progress_of_one_shows_its_status_without_counts()
    {
        using var shell = Report("", new WaitEvent<string>.Progress(One),
            new WaitEvent<string>.StatusChanged(A, "Creating", "Paused"), new WaitEvent<string>.Progress(One));

        Assert.Equal(
            ["Waiting for a: Creating, 2 min; gives up in 58 min (-1)", "Waiting for a: Paused, 2 min; gives up in 58 min (-1)"],
            shell.Streams.Progress.Take(2)
                .Select(record => $"{record.Activity}: {record.StatusDescription} ({record.PercentComplete})"));
    }

    [Fact]
    public void Progress_of_a_long_name_or_of_many_fits_80_columns()
    {
        var name = new string('n', 63);
        using var one = Report($"-Item {name}", new WaitEvent<string>.Progress(One));
        using var many = Report("-Item (1..4000)", new WaitEvent<string>.Progress(Counts with { Ready = 3998 }));

        Expect.Each([one, many], shell =>
            Assert.InRange($"{shell.Streams.Progress[0].Activity} [{shell.Streams.Progress[0].StatusDescription}]".Length, 60, 80));
    }

    [Theory]
    [InlineData(-1, "0 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(60, "1 min 0 s")]
    [InlineData(3599, "59 min 59 s")]
    [InlineData(3600, "1 h 0 min")]
    [InlineData(7384, "2 h 3 min")]
    public void Duration_is_shown_in_its_two_largest_units(double seconds, string text) =>
        Assert.Equal(text, WaitReporter.Span(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Progress_completes_when_the_cmdlet_fails()
    {
        using var shell = Report("-Fail -ErrorAction SilentlyContinue", new WaitEvent<string>.Progress(Counts));

        Assert.Equal(ProgressRecordType.Completed, shell.Streams.Progress[^1].RecordType);
    }

    [Fact]
    public void Progress_of_two_commands_has_two_bars()
    {
        using var one = Report("", new WaitEvent<string>.Progress(Counts));
        using var other = Report("", new WaitEvent<string>.Progress(Counts));

        Assert.NotEqual(one.Streams.Progress[0].ActivityId, other.Streams.Progress[0].ActivityId);
    }

    [Fact]
    public void Ready_event_alone_shows_nothing()
    {
        using var shell = Report("", new WaitEvent<string>.Ready(A, "whole"));

        Assert.Empty(shell.Streams.Progress);
        Assert.Empty(shell.Streams.Information);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("-Environment @{ CI = 'true' }", true)]
    [InlineData("-Environment @{ CI = 'false' }", false)]
    [InlineData("-Environment @{ CI = '0' }", false)]
    [InlineData("-Environment @{ TF_BUILD = 'True' }", true)]
    [InlineData("-Environment @{ GITHUB_ACTIONS = 'true' }", true)]
    [InlineData("-ProgressAction SilentlyContinue", true)]
    [InlineData("-ProgressAction Ignore", true)]
    [InlineData("-ProgressAction Continue; $null = $ProgressPreference = 'SilentlyContinue'", false)]
    public void Lines_are_shown_when_the_progress_bar_is_not_visible(string arguments, bool shown)
    {
        using var shell = Report(arguments, Changed());

        AssertShown(shell, shown);
    }

    [Theory]
    [InlineData("SilentlyContinue", true)]
    [InlineData("Ignore", true)]
    [InlineData("Continue", false)]
    public void ProgressPreference_of_the_caller_is_used(string preference, bool shown)
    {
        using var shell = Create($"$ProgressPreference = '{preference}'; Report-Wait -Told $told", Changed());

        shell.Invoke();

        AssertShown(shell, shown);
    }

    [Fact]
    public void Change_names_model_Region_both_statuses_and_the_time()
    {
        using var shell = Report("", Changed());

        Assert.Equal("The custom model a in us-east-1 changed from Creating to Active (1 min 30 s elapsed).",
            shell.Streams.Information[0].MessageData.ToString());
    }

    [Theory]
    [InlineData("a", "Waiting for the custom model a: Creating, 2 min; gives up in 58 min.")]
    [InlineData("a, b, c", "Waiting for 3 custom models: 1 of 3 Active, 2 min; gives up in 58 min.")]
    public void Heartbeat_shows_the_state_and_the_times(string items, string line)
    {
        using var shell = Report($"-Item {items}", new WaitEvent<string>.Heartbeat(Counts) { Waited = TimeSpan.FromMinutes(2) });

        Assert.Equal(line, shell.Streams.Information[0].MessageData.ToString());
    }

    [Fact]
    public void Unknown_status_and_slower_polling_are_warnings()
    {
        using var shell = Report("",
            new WaitEvent<string>.UnknownStatus(A, "Paused") { Waited = TimeSpan.FromSeconds(5) },
            new WaitEvent<string>.UnknownStatus(A, "") { Waited = TimeSpan.FromHours(2) },
            new WaitEvent<string>.Slowed("us-east-1", FakeSource.Throttled()) { Waited = TimeSpan.FromSeconds(61) });

        Assert.Equal(
            [
                "The custom model a in us-east-1 has status Paused, which this module does not recognize. "
                    + "The wait continues (5 s elapsed).",
                "The custom model a in us-east-1 has no status. The wait continues (2 h 0 min elapsed).",
                "Polling us-east-1 less often (1 min 1 s elapsed): ThrottlingException for the test.",
            ],
            shell.Streams.Warning.Select(record => record.Message));
    }

    private static WaitEvent<string> Changed() =>
        new WaitEvent<string>.StatusChanged(A, "Creating", "Active") { Waited = TimeSpan.FromSeconds(90) };

    private static void AssertShown(PowerShell shell, bool shown)
    {
        var record = Assert.Single(shell.Streams.Information);
        Assert.Equal(shown, record.MessageData is HostInformationMessage);
        Assert.Equal(shown ? ["PSHOST", "BedrockWait"] : ["BedrockWait"], record.Tags);
    }

    private static PowerShell Report(string arguments, params WaitEvent<string>[] told)
    {
        var shell = Create($"Report-Wait -Told $told {arguments}", told);
        try
        {
            shell.Invoke();
        }
        catch (CmdletInvocationException)
        {
            Assert.Contains("-Fail", arguments, StringComparison.Ordinal);
        }

        return shell;
    }

    private static PowerShell Create(string script, params WaitEvent<string>[] told)
    {
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("Report-Wait", typeof(ReportWaitCommand), null));
        state.Variables.Add(new SessionStateVariableEntry("told", told.Select(one => new PSObject(one)).ToArray(), ""));
        return PowerShell.Create(state).AddScript(script);
    }
}
