using System.Diagnostics;
using System.Globalization;

namespace BedrockModels.Tests.Shell;

public sealed class ShellSignalTests : IDisposable
{
    private const int InterruptBit = 1 << 1;

    private readonly ShellProcess _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_stops_the_script_and_its_finally_blocks_run(string signal)
    {
        if (OperatingSystem.IsWindows())
            return; // Windows knows no kill; Ctrl+C needs a console of its own.
        using var process = _shell.Start(_shell.AddScript("""
            try { 'started'; while ($true) { } }
            finally { [Console]::Out.WriteLine('cleaned up') }
            'never reached'
            """));
        Assert.Equal("started", await process.StandardOutput.ReadLineAsync());

        // Started in the background, as some build agents do, a process ignores INT and so do its children.
        var sent = signal == "INT" && IgnoresInterrupt() ? "TERM" : signal;
        using var kill = Process.Start("kill", [$"-{sent}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        var result = await ShellProcess.WaitAsync(process);

        Assert.Equal("cleaned up\n", result.Output);
        Assert.Equal("", result.Error);
        Assert.Equal(1, result.ExitCode);
    }

    private static bool IgnoresInterrupt()
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status))
            return false;
        var ignored = File.ReadLines(status).First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t')[1];
        return (long.Parse(ignored, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & InterruptBit) != 0;
    }
}
