using System.Diagnostics;

namespace BedrockModels.Tests.Shell;

/// <summary>What only a terminal shows. The terminal is made by script(1), which Linux systems bring.</summary>
public sealed class ShellTerminalTests : IDisposable
{
    private const string TerminalMaker = "/usr/bin/script";

    private readonly ShellProcess _shell = new();

    public ShellTerminalTests()
    {
        _shell.Environment["TERM"] = "xterm";
        _shell.Environment["NO_COLOR"] = null;
    }

    private static bool HasTerminal => OperatingSystem.IsLinux() && File.Exists(TerminalMaker);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Errors_are_red_and_progress_is_wiped_away_before_output_and_at_the_end()
    {
        if (!HasTerminal)
            return;
        var text = await RunAsync("""
            [CmdletBinding()] param()
            $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'Working', 'first'))
            'output'
            no-such-command
            $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'Working', 'last'))
            """);

        // The carriage return before the erasure is read as a line ending.
        Assert.Contains("Working: first\n\e[Koutput", text, StringComparison.Ordinal);
        Assert.Contains("\e[31;1mno-such-command: ", text, StringComparison.Ordinal);
        Assert.Contains("Working: last\n\e[K", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_goes_to_standard_error()
    {
        if (!HasTerminal)
            return;
        var output = _shell.AddScript("", "output.txt");

        var text = await RunAsync("""
            [CmdletBinding()] param()
            $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'Working', 'on it'))
            'output'
            """, $" >'{output}'");

        Assert.Equal("output\n", await File.ReadAllTextAsync(output));
        Assert.Contains("Working: on it", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NO_COLOR_takes_the_colours_away()
    {
        if (!HasTerminal)
            return;
        _shell.Environment["NO_COLOR"] = "1";

        var text = await RunAsync("no-such-command");

        Assert.DoesNotContain("\e[31", text, StringComparison.Ordinal);
        Assert.Contains("no-such-command: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_stops_a_wait_and_the_finally_blocks_run()
    {
        if (!HasTerminal)
            return;
        using var process = Start("""
            $emulator = Start-BedrockEmulator -ActivationTime 3600 -SetEnvironment
            try {
                $model = New-BedrockCustomModel slow -ModelPackageArn arn:aws:sagemaker:us-east-1:123456789012:model-package/slow/1
                'waiting'
                $model | Wait-BedrockCustomModel
            }
            finally { $emulator | Stop-BedrockEmulator; [Console]::Out.WriteLine('cleaned up') }
            """, "");
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("waiting", StringComparison.Ordinal))
        {
        }

        await process.StandardInput.WriteAsync('\u0003');
        await process.StandardInput.FlushAsync();
        var result = await ShellProcess.WaitAsync(process);

        Assert.Contains("cleaned up", result.Output, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    private async Task<string> RunAsync(string text, string redirection = "")
    {
        using var process = Start(text, redirection);
        return (await ShellProcess.WaitAsync(process)).Output;
    }

    private Process Start(string text, string redirection)
    {
        var script = _shell.AddScript($"{(text.StartsWith("[CmdletBinding", StringComparison.Ordinal) ? "" : $"Import-Module '{ShellProcess.RepositoryRoot}BedrockModels.psd1'\n")}{text}");
        // exec: a /bin/sh that stays in between gets the Ctrl+C too, and some answer it with 130 whatever the Shell ended with.
        // env: tests that run in the background ignore the signal, and the Shell would with them.
        var command = $"exec env --default-signal=INT dotnet '{ShellProcess.Assembly}' '{script}'{redirection}";
        return _shell.StartProgram(TerminalMaker, "-qec", command, "/dev/null");
    }
}
