using System.Management.Automation;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Emulator.Cmdlets;

/// <summary>Start-BedrockEmulator -Wait, in a pipeline that the test stops.</summary>
public sealed class WaitTests : CmdletTest
{
    [Fact]
    public async Task Waiting_emulator_shows_its_address_once_and_serves_until_the_pipeline_is_stopped()
    {
        using var other = new TestShell(createEmulator: false);
        using var shell = other.Create("Start-BedrockEmulator -Wait; 'not reached'");
        var (running, url) = await StartAsync(shell);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        Assert.Equal(403, (int)(await http.GetAsync(new Uri(url + "/custom-models"))).StatusCode);

        await shell.StopAsync(null, null);

        await Assert.ThrowsAnyAsync<PipelineStoppedException>(() => running);
        Assert.Single(shell.Streams.Information);
        Assert.Equal("EmulatorNotRunning", Shell.Run($"Get-BedrockEmulator {new Uri(url).Port}").ErrorIds.Single());
    }

    [Fact]
    public async Task Waiting_cmdlet_ends_without_output_when_another_runspace_stops_the_emulator()
    {
        using var other = new TestShell(createEmulator: false);
        using var shell = other.Create("Start-BedrockEmulator -Wait");
        var (running, url) = await StartAsync(shell);

        Shell.Run($"Stop-BedrockEmulator {new Uri(url).Port}").Clean();

        Assert.Empty(await running);
        Assert.Empty(shell.Streams.Error);
    }

    private static async Task<(Task<PSDataCollection<PSObject>> Running, string Url)> StartAsync(PowerShell shell)
    {
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        shell.Streams.Information.DataAdded += (_, added) =>
            told.TrySetResult(shell.Streams.Information[added.Index].MessageData.ToString()!);
        var running = shell.InvokeAsync();
        var line = await told.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return (running, line.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal)));
    }
}
