using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace BedrockModels.Benchmarks;

/// <summary>A script in the Shell, in a process of its own, where the module is loaded as users load it: the script writes numbers.</summary>
internal static class ShellRun
{
    private static readonly string Shell = Path.Combine(AppContext.BaseDirectory, "BedrockModels.Shell.dll");

    public static string Manifest { get; } = Path.Combine(
        typeof(ShellRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!,
        "BedrockModels.psd1");

    /// <summary>Runs a script in a new process of the Shell.</summary>
    /// <returns>The numbers it wrote.</returns>
    public static async Task<double[]> StartAsync(string script, params string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".ps1");
        try
        {
            await File.WriteAllTextAsync(file, script);
            return await ReadAsync([Shell, file, .. arguments]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Runs this program again in a new process.</summary>
    /// <returns>The numbers it wrote.</returns>
    public static Task<double[]> StartSelfAsync(params string[] arguments) => ReadAsync([typeof(ShellRun).Assembly.Location, .. arguments]);

    private static async Task<double[]> ReadAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException("The run failed: " + output);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
    }
}
