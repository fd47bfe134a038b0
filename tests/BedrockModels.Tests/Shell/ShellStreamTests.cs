namespace BedrockModels.Tests.Shell;

public sealed class ShellStreamTests : IDisposable
{
    private readonly ShellProcess _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Every_stream_is_visible_as_pwsh_shows_it()
    {
        var result = await _shell.RunScriptAsync("""
            [CmdletBinding()] param()
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            'output'
            $PSCmdlet.WriteWarning('a warning')
            $PSCmdlet.WriteVerbose('a detail')
            $PSCmdlet.WriteDebug('a trace')
            $PSCmdlet.WriteInformation('a note', @())
            $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'Working', 'on it'))
            """);

        Assert.Equal("output\nWARNING: a warning\nVERBOSE: a detail\nDEBUG: a trace\na note\n", result.Output);
        Assert.Equal("", result.Error);
    }

    [Theory]
    [InlineData(null, 120)]
    [InlineData("80", 80)]
    public async Task Tables_fill_120_columns_or_as_many_as_COLUMNS_says(string? columns, int width)
    {
        _shell.Environment["COLUMNS"] = columns;

        var result = await _shell.RunScriptAsync("[pscustomobject]@{ Wide = 'x' * 100; Wider = 'y' * 100 }");

        var row = Assert.Single(result.Output.Split('\n'), line => line.StartsWith('x'));
        Assert.InRange(row.Length, width - 5, width);
    }

    [Fact]
    public async Task No_escape_sequence_reaches_a_file_unless_the_script_asks_for_them()
    {
        var result = await _shell.RunScriptAsync("""
            [CmdletBinding()] param()
            [pscustomobject]@{ A = 1 } | Out-Host # at once: the engine holds the table of a pipeline back for a moment
            $PSCmdlet.WriteWarning('plain')
            "$($PSStyle.Foreground.Red)plain"
            no-such-command
            $PSStyle.OutputRendering = 'Ansi'
            $PSCmdlet.WriteWarning('coloured')
            """);

        var lines = result.Output.TrimEnd('\n').Split('\n');
        Expect.Each(lines[..^1], line => Assert.DoesNotContain('\e', line));
        Assert.Contains("\e[33", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Error);
    }
}
