namespace BedrockModels.Tests.Shell;

public sealed class ShellCommandTests : IDisposable
{
    private readonly ShellProcess _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_command_finds_the_module_of_this_repository_imported()
    {
        var result = await _shell.RunAsync("-Command", "Get-Module |", "ForEach-Object { $_.Name }");

        Assert.Equal("BedrockModels\n", result.Output);
        Assert.Equal("", result.Error);
    }

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("exit 4", 4)]
    [InlineData("no-such-command", 1)]
    [InlineData("no-such-command; 'fine'", 0)]
    [InlineData("throw 'no'", 1)]
    public async Task The_exit_code_says_whether_the_last_statement_succeeded(string command, int expected)
    {
        var result = await _shell.RunAsync("-Command", command);

        Assert.Equal(expected, result.ExitCode);
    }
}
