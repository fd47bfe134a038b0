namespace BedrockModels.Tests.Shell;

public sealed class ShellSignalTests : IDisposable
{
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

        await ShellProcess.SendAsync(signal, process);
        var result = await ShellProcess.WaitAsync(process);

        Assert.Equal("cleaned up\n", result.Output);
        Assert.Equal("", result.Error);
        Assert.Equal(1, result.ExitCode);
    }
}
