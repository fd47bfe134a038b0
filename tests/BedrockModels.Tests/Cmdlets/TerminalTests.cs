using System.Diagnostics;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>What happens only in a terminal. script(1), which Linux systems bring, makes one.</summary>
public sealed class TerminalTests : IDisposable
{
    private const string TerminalMaker = "/usr/bin/script";

    private readonly PowerShellProcess _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Ctrl_C_stops_a_wait_and_the_finally_blocks_run()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(TerminalMaker), "script(1) of Linux makes the terminal.");
        _shell.Environment["TERM"] = "xterm";
        var script = _shell.AddScript($$"""
            Import-Module '{{Repository.Manifest}}'
            $emulator = Start-BedrockEmulator -ActivationTime 3600 -SetEnvironment
            try {
                $model = New-BedrockCustomModel slow -ModelPackageArn {{TestShell.Package}}
                'waiting'
                $model | Wait-BedrockCustomModel
                [Console]::Out.WriteLine('never reached')
            }
            finally { $emulator | Stop-BedrockEmulator; [Console]::Out.WriteLine('cleaned up') }
            """);
        using var process = StartInTerminal($"-File '{script}'");
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("waiting", StringComparison.Ordinal))
        {
        }

        await process.StandardInput.WriteAsync('\u0003');
        await process.StandardInput.FlushAsync();
        var result = await PowerShellProcess.WaitAsync(process);

        Assert.Contains("cleaned up", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("never reached", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("-NonInteractive", true)]
    [InlineData("-noni", true)]
    public async Task Status_of_a_wait_is_a_line_only_if_the_session_is_not_interactive(string option, bool hasLine)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(TerminalMaker), "script(1) of Linux makes the terminal.");
        _shell.Environment["TERM"] = "xterm";
        var script = _shell.AddScript($$"""
            Remove-Item env:CI, env:TF_BUILD, env:GITHUB_ACTIONS -ErrorAction Ignore
            Import-Module '{{Repository.Manifest}}'
            $emulator = Start-BedrockEmulator -ActivationTime 0.5 -SetEnvironment
            $null = New-BedrockCustomModel slow -ModelPackageArn {{TestShell.Package}} -Wait -PollInterval 0.1
            [Console]::Out.WriteLine('is ready')
            """);
        using var process = StartInTerminal($"{option} -File '{script}'");

        var result = await PowerShellProcess.WaitAsync(process);

        Assert.Contains("is ready", result.Output, StringComparison.Ordinal);
        Assert.Equal(hasLine, result.Output.Contains("changed from Creating to Active", StringComparison.Ordinal));
    }

    private Process StartInTerminal(string arguments)
    {
        // exec: a /bin/sh that stays in between gets the Ctrl+C too, and some end with 130 whatever pwsh ended with.
        // env: tests that run in the background ignore the signal, and pwsh would inherit that.
        var command = $"exec env --default-signal=INT dotnet exec '{PowerShellProcess.Assembly}' -NoProfile {arguments}";
        return _shell.StartProgram(TerminalMaker, "-qec", command, "/dev/null");
    }
}
