using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace BedrockModels.Benchmarks;

/// <summary>A script in the Shell, in a process of its own, where the module is loaded as users load it: the script writes numbers.</summary>
internal static class ShellRun
{
    private static readonly string Root =
        typeof(ShellRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>The Shell as it is built: its engine is compiled as it goes, by each process anew.</summary>
    public static string Shell { get; } = Path.Combine(AppContext.BaseDirectory, "BedrockModels.Shell.dll");

    public static string Manifest { get; } = Path.Combine(Root, "BedrockModels.psd1");

    /// <summary>Runs a script in a new process of the Shell.</summary>
    /// <returns>The numbers it wrote.</returns>
    public static Task<double[]> StartAsync(string script, params string[] arguments) => StartInAsync(Shell, script, arguments);

    /// <summary>Runs a script in a new process of the Shell, or of what <see cref="PublishAsync"/> made of it.</summary>
    /// <returns>The numbers it wrote.</returns>
    public static async Task<double[]> StartInAsync(string shell, string script, params string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".ps1");
        try
        {
            await File.WriteAllTextAsync(file, script);
            return await ReadAsync([shell, file, .. arguments]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Publishes the Shell with its engine compiled ahead, as the packages of PowerShell have theirs.</summary>
    /// <returns>What to start.</returns>
    public static async Task<string> PublishAsync(DirectoryInfo folder)
    {
        await RunAsync([
            "publish", Path.Combine(Root, "src", "BedrockModels.Shell"), "-c", "Release", "--use-current-runtime", "--self-contained", "false",
            "-p:PublishReadyToRun=true", "-o", folder.FullName, "-v", "q",
        ]);
        return Path.Combine(folder.FullName, "BedrockModels.Shell.dll");
    }

    /// <summary>Runs this program again in a new process.</summary>
    /// <returns>The numbers it wrote.</returns>
    public static Task<double[]> StartSelfAsync(params string[] arguments) => ReadAsync([typeof(ShellRun).Assembly.Location, .. arguments]);

    private static async Task<double[]> ReadAsync(string[] arguments) =>
        [.. (await RunAsync(arguments)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];

    private static async Task<string> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException("The run failed: " + output);
    }
}
