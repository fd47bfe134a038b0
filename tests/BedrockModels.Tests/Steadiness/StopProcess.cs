using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Steadiness;

/// <summary>
/// The process that stops all cmdlets, one after the other. It is the test assembly with the argument "stops", where threads and
/// handles can be counted because no other test runs.
/// </summary>
public sealed class StopProcess : IAsyncLifetime
{
    internal const string Argument = "stops";

    private static readonly int WarmUp = Soak.Count(5, 50);

    private static readonly TimeSpan Patience = Soak.IsOn ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(5);

    private Dictionary<string, StopReport> _reports = [];

    /// <summary>The rounds over which threads and handles are counted.</summary>
    internal static int Rounds { get; } = Soak.Count(25, 500);

    /// <summary>Pool threads come and go; a leak is one for each stop.</summary>
    internal static int MostThreads { get; } = Soak.Count(12, 30);

    internal static int MostHandles { get; } = Soak.Count(12, 50);

    /// <summary>All rounds of a command.</summary>
    internal static int Stops => WarmUp + Rounds;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", typeof(StopProcess).Assembly.Location, Argument, Soak.Seed.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var result = await PowerShellProcess.WaitAsync(process, Patience);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        _reports = JsonSerializer.Deserialize<Dictionary<string, StopReport>>(result.Output)!;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal StopReport Report(string name) => _reports[name];

    /// <summary>The work of the process: prints the reports as JSON.</summary>
    internal static async Task<int> RunAsync(int seed)
    {
        var reports = new Dictionary<string, StopReport>();
        foreach (var command in StopCommand.Cmdlets.Concat(StopCommand.Leaks))
        {
            using (var harness = new StopHarness(command, seed))
                reports.Add(command.Name, harness.Run(WarmUp, Rounds, MostThreads, MostHandles));

            // The connections to the emulator that is gone would close during the rounds of the next command, and hide a leak.
            new ModuleInitializer().OnRemove(null!);
        }

        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(reports));
        return 0;
    }
}
