using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Steadiness;

public sealed class RandomStopTests(StopProcess process) : IClassFixture<StopProcess>
{
    public static TheoryData<string> Cmdlets { get; } = [.. StopCommand.Cmdlets.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Stops_at_random_moments_leak_nothing_and_the_next_command_works(string cmdlet)
    {
        var report = process.Report(cmdlet);

        Assert.Null(report.Failure);
        Assert.Equal(StopProcess.Stops, report.Stopped);
        Assert.True(report.Threads <= StopProcess.MostThreads,
            $"{report.Threads} threads more after {StopProcess.Rounds} stops (BEDROCK_SEED={Soak.Seed}).");
        Assert.True(report.Handles <= StopProcess.MostHandles,
            $"{report.Handles} handles more after {StopProcess.Rounds} stops (BEDROCK_SEED={Soak.Seed}).");
    }

    [Fact]
    public void Stop_commands_cover_every_cmdlet_that_sends_requests()
    {
        using var shell = new TestShell(createEmulator: false);
        var exported = shell.Run("(Get-Command -Module BedrockModels | Where-Object Name -NotLike '*Emulator').Name").Clean()
            .OutputOf<string>();

        Assert.Equal(20, exported.Count);
        Assert.Equal(exported.Order(), StopCommand.Cmdlets.Select(command => command.Name).Order());
    }

    [Fact]
    public void Leak_of_one_handle_for_each_stop_exceeds_the_limit()
    {
        var report = process.Report("handle");

        Assert.Null(report.Failure);
        Assert.InRange(report.Handles, StopProcess.MostHandles + 1, int.MaxValue);
    }

    [Fact]
    public void Leak_of_one_thread_for_each_stop_exceeds_the_limit()
    {
        var report = process.Report("thread");

        Assert.Null(report.Failure);
        Assert.InRange(report.Threads, StopProcess.MostThreads + 1, int.MaxValue);
    }

    [Theory]
    [InlineData("1", "sent no request before it ended or the time was up: Completed")]
    [InlineData("$names | Set-BedrockProvisionedModelThroughput -ModelId $arn",
        "sent no request before it ended or the time was up: Completed")]
    [InlineData("for (;;) { Get-BedrockCustomModel nope -Nope; Get-BedrockCustomModel }", "the script reported NamedParameterNotFound")]
    [InlineData("Get-BedrockCustomModel -First 1", "the script ended")]
    [InlineData("for (;;) { Get-BedrockCustomModel nope; Get-BedrockCustomModel }", "the script reported ResourceNotFoundException")]
    [InlineData("for (;;) { [pscustomobject]@{ Nope = 1 } | Get-BedrockCustomModel -ErrorAction Continue; Get-BedrockCustomModel }",
        "the script reported ")]
    public void Script_that_ends_before_the_stop_fails_its_round(string script, string says)
    {
        using var harness = new StopHarness(new StopCommand("Set-BedrockProvisionedModelThroughput", script), Soak.Seed);

        // A stop may come before the script shows its defect.
        var failure = Enumerable.Range(1, 50).Select(harness.Round).FirstOrDefault(failure => failure is not null);

        Assert.Contains(says, failure, StringComparison.Ordinal);
    }
}
