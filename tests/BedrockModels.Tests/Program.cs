using System.Globalization;
using BedrockModels.Emulator;
using BedrockModels.Tests.Steadiness;
using Xunit.MicrosoftTestingPlatform;

namespace BedrockModels.Tests;

/// <summary>
/// Entry point of the test process. "emulator PATH" instead runs an emulator on a state file for the tests that kill it: it prints
/// its port and serves until then, and starts in a fraction of the time that PowerShell needs. "stops SEED" runs
/// <see cref="StopProcess"/>.
/// </summary>
internal static class Program
{
    // No type of the module here: coverlet leaves out the assemblies that are loaded before its own start.
    private static Task<int> Main(string[] args) => args switch
    {
        ["emulator", var path] => ServeAsync(path),
        [StopProcess.Argument, var seed] => StopProcess.RunAsync(int.Parse(seed, CultureInfo.InvariantCulture)),
        _ => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };

    private static async Task<int> ServeAsync(string path)
    {
        using var server =
            EmulatorServer.Start(new EmulatorOptions { StatePath = path, ModelQuota = int.MaxValue, ActivationTime = TimeSpan.Zero });
        await Console.Out.WriteLineAsync(server.Port.ToString(CultureInfo.InvariantCulture));
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
