using System.Globalization;
using BedrockModels.Emulator;
using BedrockModels.Tests.Steadiness;
using Xunit.Runner.InProc.SystemConsole;

namespace BedrockModels.Tests;

/// <summary>
/// Entry point of the test process. "emulator PATH" instead runs an emulator on a state file for the tests that kill it: it prints
/// its port and serves until then, and starts in a fraction of the time that PowerShell needs. "stops SEED" runs
/// <see cref="StopProcess"/>.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is [StopProcess.Argument, var seed])
            return await StopProcess.RunAsync(int.Parse(seed, CultureInfo.InvariantCulture));
        if (args is not ["emulator", var path])
            return await ConsoleRunner.Run(args);
        using var server = EmulatorServer.Start(new EmulatorOptions { StatePath = path, ModelQuota = int.MaxValue, ActivationTime = TimeSpan.Zero });
        await Console.Out.WriteLineAsync(server.Port.ToString(CultureInfo.InvariantCulture));
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
