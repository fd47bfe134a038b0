using System.Runtime.InteropServices;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Connection;

/// <summary>
/// Where the client is loaded from, if the package has code for some platforms. Copies of the assemblies stand for compiled ones, because a
/// test has no compiler of such code.
/// </summary>
public sealed class CompiledAheadTests
{
    private const string Client = "BedrockModels.Client.dll";
    private const string Sdk = "AWSSDK.Core.dll";
    private static readonly string[] Platforms = ["linux-x64", "linux-arm64", "win-x64", "osx-arm64"];

    private static string ThisPlatform => (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
        + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    [Fact]
    public async Task Client_and_SDK_come_from_the_folder_of_the_platform()
    {
        var folders = await LoadAsync(module =>
        {
            foreach (var platform in Platforms.Append(ThisPlatform))
                Copy(module, platform, Client, Sdk);
        });

        Assert.Equal([ThisPlatform, ThisPlatform], folders);
    }

    [Fact]
    public async Task Client_and_SDK_are_the_plain_ones_where_the_platform_has_no_folder()
    {
        var folders = await LoadAsync(module =>
        {
            foreach (var platform in Platforms.Where(platform => platform != ThisPlatform))
                Copy(module, platform, Client, Sdk);
        });

        Assert.Equal(["client", "client"], folders);
    }

    [Fact]
    public async Task Assembly_that_the_folder_of_the_platform_lacks_is_the_plain_one()
    {
        var folders = await LoadAsync(module => Copy(module, ThisPlatform, Client));

        Assert.Equal([ThisPlatform, "client"], folders);
    }

    /// <summary>Calls the emulator with a copy of the module.</summary>
    /// <returns>The names of the folders of the client and of the SDK that the call has loaded.</returns>
    private static async Task<string[]> LoadAsync(Action<string> arrange)
    {
        using var shell = new PowerShellProcess().WithOwnCache();
        var copy = Path.Combine(shell.Folder, "BedrockModels");
        var module = Path.Combine(copy, "module");
        Directory.CreateDirectory(Path.Combine(module, "client"));
        File.Copy(Repository.Manifest, Path.Combine(copy, "BedrockModels.psd1"));
        var source = Path.Combine(Repository.Root, "module");
        foreach (var file in Directory.EnumerateFiles(source).Concat(Directory.EnumerateFiles(Path.Combine(source, "client"))))
            File.Copy(file, Path.Combine(module, Path.GetRelativePath(source, file)));
        arrange(Path.Combine(module, "client"));

        var result = await shell.RunScriptAsync($$"""
            Import-Module '{{copy}}/BedrockModels.psd1'
            $emulator = Start-BedrockEmulator -SetEnvironment
            $null = Get-BedrockCustomModel
            foreach ($name in 'BedrockModels.Client', 'AWSSDK.Core') {
                $assembly = [System.AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq $name })
                [System.IO.Path]::GetFileName([System.IO.Path]::GetDirectoryName($assembly.Location))
            }
            """);

        Assert.Equal("", result.Error);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static void Copy(string client, string platform, params string[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(client, platform)).FullName;
        foreach (var file in files)
            File.Copy(Path.Combine(client, file), Path.Combine(folder, file), overwrite: true);
    }
}
