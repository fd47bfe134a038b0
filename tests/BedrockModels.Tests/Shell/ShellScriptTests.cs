namespace BedrockModels.Tests.Shell;

public sealed class ShellScriptTests : IDisposable
{
    private readonly ShellProcess _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_script_sees_its_folder_its_path_and_its_arguments()
    {
        var path = _shell.AddScript("""
            $PSScriptRoot
            $PSCommandPath
            $MyInvocation.MyCommand.Path
            "$($args.Count): $($args -join '|')"
            """);

        var result = await _shell.RunAsync(path, "two words", "", "-x", "-y:3");

        Assert.Equal($"{Path.GetDirectoryName(path)}\n{path}\n{path}\n5: two words||-x|-y|3\n", result.Output);
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("name=v count=3 flag=True", "-Name", "v", "-Count", "3", "-Flag")]
    [InlineData("name=v count=3 flag=True", "v", "3", "-Flag")]
    [InlineData("name=v count=1 flag=False", "-Flag:$false", "-Name:v")]
    [InlineData("name=-v count=1 flag=True", "-Flag:true", "-Name:", "-v")]
    public async Task Parameters_bind_from_the_command_line(string expected, params string[] arguments)
    {
        var result = await _shell.RunScriptAsync("""
            param([string] $Name, [int] $Count = 1, [switch] $Flag)
            "name=$Name count=$Count flag=$Flag"
            """, arguments);

        Assert.Equal(expected + "\n", result.Output);
        Assert.Equal("", result.Error);
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("'fine'", 0)]
    [InlineData("throw 'no'", 1)]
    [InlineData("no-such-command; 'goes on'", 0)]
    [InlineData("$ErrorActionPreference = 'Stop'; no-such-command; exit 7", 1)]
    [InlineData("if (", 1)]
    public async Task The_exit_code_is_the_scripts_own_or_1_after_a_terminating_error(string script, int expected)
    {
        var result = await _shell.RunScriptAsync(script);

        Assert.Equal(expected, result.ExitCode);
    }

    [Fact]
    public async Task Exit_in_a_script_that_a_script_calls_ends_only_that_one()
    {
        _shell.AddScript("exit 7", "inner.ps1");

        var result = await _shell.RunScriptAsync("& \"$PSScriptRoot/inner.ps1\"; \"inner said $LASTEXITCODE\"");

        Assert.Equal("inner said 7\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task An_error_is_shown_concisely_on_standard_error_and_the_script_goes_on()
    {
        var path = _shell.AddScript("'before'\nno-such-command\n'after'\nthrow 'the end'\n");

        var result = await _shell.RunAsync(path);

        Assert.Equal("before\nafter\n", result.Output);
        Assert.StartsWith($"""
            no-such-command: {path}:2
            Line |
               2 |  no-such-command
                 |  ~~~~~~~~~~~~~~~
                 | The term 'no-such-command' is not recognized
            """.ReplaceLineEndings("\n"), result.Error, StringComparison.Ordinal);
        Assert.EndsWith($"""
            Exception: {path}:4
            Line |
               4 |  throw 'the end'
                 |  ~~~~~~~~~~~~~~~
                 | the end

            """.ReplaceLineEndings("\n"), result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_does_not_exist_is_named()
    {
        var result = await _shell.RunAsync("no-such-script.ps1");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("There is no script 'no-such-script.ps1'", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task Nothing_to_run_shows_how_to_use_the_Shell()
    {
        var result = await _shell.RunAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("SCRIPT.ps1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_nobody_can_answer_is_refused_at_once()
    {
        var result = await _shell.RunScriptAsync("""
            [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param()
            if ($PSCmdlet.ShouldProcess('it')) { 'did it' }
            'after'
            """);

        Assert.Equal("after\n", result.Output);
        Assert.Contains("standard input is not a terminal", result.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mandatory_parameter_that_is_missing_ends_the_script()
    {
        var result = await _shell.RunScriptAsync("param([Parameter(Mandatory)] $Needed) 'ran'");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains("missing mandatory parameters: Needed", result.Error, StringComparison.Ordinal);
    }
}
