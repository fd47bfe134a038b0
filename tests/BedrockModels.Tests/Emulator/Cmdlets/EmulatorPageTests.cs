using System.Text.RegularExpressions;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Emulator.Cmdlets;

/// <summary>The examples of docs/emulator.md.</summary>
public sealed partial class EmulatorPageTests
{
    [Fact]
    public async Task Scenarios_of_the_page_run_as_they_stand()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "emulator.md"));
        var scenarios = page[page.IndexOf("## Scenarios", StringComparison.Ordinal)..page.IndexOf("## Keys", StringComparison.Ordinal)];
        var blocks = Block().Matches(scenarios).Select(match => match.Groups[1].Value).ToList();
        using var shell = new PowerShellProcess();

        var result = await shell.RunScriptAsync(
            $"Import-Module '{Repository.Manifest}'; $ErrorActionPreference = 'Stop'\n" + string.Join('\n', blocks.Select(block =>
                (block.Contains("Start-BedrockEmulator", StringComparison.Ordinal) ? "Get-BedrockEmulator | Stop-BedrockEmulator\n" : "")
                    + block)));

        Assert.Equal(8, blocks.Count);
        Assert.Equal("", result.Error);
        Assert.StartsWith("Active\n", result.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex("```powershell\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
