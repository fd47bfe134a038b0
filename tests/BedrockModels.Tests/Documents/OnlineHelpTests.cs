using System.Runtime.Versioning;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Documents;

public sealed class OnlineHelpTests
{
    [Fact]
    public void Address_of_a_cmdlet_is_its_page_in_this_repository()
    {
        using var shell = new TestShell();

        var cmdlets = shell.Run("Get-Command -Module BedrockModels | ForEach-Object { $_.Name, $_.HelpUri -join ' ' }").Clean().Output
            .Select(line => $"{line}".Split(' ')).ToDictionary(parts => parts[0], parts => parts[1]);

        Assert.Equal(HelpTests.CmdletNames.Count, cmdlets.Count);
        Expect.Each(cmdlets, cmdlet =>
        {
            var page = LinkTests.FileOf(cmdlet.Value);
            Assert.Equal(Path.Combine(Repository.Root, "docs", "cmdlets", $"{cmdlet.Key}.md"), page);
            Assert.True(File.Exists(page), page);
        });
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Get_Help_Online_asks_for_the_address_of_the_cmdlet()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "On Linux, PowerShell opens an address with the program xdg-open of the path.");
        using var shell = new PowerShellProcess();
        var opener = shell.AddScript("#!/bin/sh\necho \"$1\"\n", "xdg-open");
        File.SetUnixFileMode(opener, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        shell.Environment["PATH"] = $"{shell.Folder}:{Environment.GetEnvironmentVariable("PATH")}";

        // The result is complete when the last opener has closed the output of pwsh, which it inherits.
        var result = await shell.RunWithModuleAsync("(Get-Command -Module BedrockModels).Name | ForEach-Object { Get-Help $_ -Online }");

        Assert.Equal("", result.Error);
        Assert.Equal(HelpTests.CmdletNames.Select(name => $"{HelpPages.Folder}{name.Data}.md").Order(StringComparer.Ordinal),
            result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }
}
