using System.Globalization;
using BedrockModels.Emulator;
using Xunit.MicrosoftTestingPlatform;

namespace BedrockModels.Tests;

/// <summary>
/// Entry point of the test process. "emulator PATH" instead runs an emulator on a state file for the tests that kill it: it prints
/// its port and serves until then, and starts in a fraction of the time that PowerShell needs.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is not ["emulator", var path])
            return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
        using var server = EmulatorServer.Start(new EmulatorOptions { StatePath = path, ModelQuota = int.MaxValue, ActivationTime = TimeSpan.Zero });
        await Console.Out.WriteLineAsync(server.Port.ToString(CultureInfo.InvariantCulture));
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
