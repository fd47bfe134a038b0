using System.Globalization;
using BedrockModels.Emulator;

namespace BedrockModels.Tests;

/// <summary>
/// This assembly as a program, which the test runner does not use: an emulator on a state file, for the tests that kill it. It
/// tells its port, and serves until then. Without the engine around it, it starts in a fraction of the Shell's time.
/// </summary>
internal static class Program
{
    private static async Task Main(string[] args)
    {
        using var server = EmulatorServer.Start(new EmulatorOptions { StatePath = args[0], ModelQuota = int.MaxValue, ActivationTime = TimeSpan.Zero });
        await Console.Out.WriteLineAsync(server.Port.ToString(CultureInfo.InvariantCulture));
        await Task.Delay(Timeout.Infinite);
    }
}
