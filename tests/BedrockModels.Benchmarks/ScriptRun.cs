using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace BedrockModels.Benchmarks;

/// <summary>Runs scripts that write numbers, each in a pwsh process of its own, where the module is loaded as users load it.</summary>
internal static class ScriptRun
{
    private static readonly string Engine = Metadata("PowerShell");

    /// <summary>The module's manifest.</summary>
    public static string Manifest { get; } = Path.Combine(Metadata("RepositoryRoot"), "BedrockModels.psd1");

    /// <summary>
    /// A pwsh of the machine, named by the environment variable PWSH: PowerShell's own packages bring an engine that is compiled
    /// ahead, and the .NET tool, which the benchmarks use otherwise, one that compiles itself in each process.
    /// </summary>
    public static string? InstalledEngine { get; } = Environment.GetEnvironmentVariable("PWSH") is { Length: > 0 } path ? path : null;

    /// <summary>Runs a script in the pwsh of the .NET tool.</summary>
    /// <returns>The numbers it wrote.</returns>
    public static Task<double[]> StartAsync(string script, params string[] arguments) =>
        StartInAsync("dotnet", ["exec", Engine], script, arguments);

    /// <summary>Runs a script in <see cref="InstalledEngine"/>.</summary>
    /// <returns>The numbers it wrote.</returns>
    public static Task<double[]> StartInstalledAsync(string script, params string[] arguments) =>
        StartInAsync(InstalledEngine!, [], script, arguments);

    /// <summary>Runs this program again in a new process.</summary>
    /// <returns>The numbers it wrote.</returns>
    public static Task<double[]> StartSelfAsync(params string[] arguments) =>
        ReadAsync("dotnet", [typeof(ScriptRun).Assembly.Location, .. arguments]);

    /// <summary>Runs a Python script, if Python is installed.</summary>
    /// <returns>The numbers it wrote.</returns>
    public static Task<double[]> StartPythonAsync(string script, string argument) => ReadAsync("python3", ["-c", script, argument]);

    private static async Task<double[]> StartInAsync(string program, string[] entry, string script, string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".ps1");
        try
        {
            await File.WriteAllTextAsync(file, script);
            return await ReadAsync(program, [.. entry, "-NoProfile", "-NonInteractive", "-File", file, .. arguments]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<double[]> ReadAsync(string program, string[] arguments) =>
        [.. (await RunAsync(program, arguments)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => double.Parse(line, CultureInfo.InvariantCulture))];

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException("The run failed: " + output);
    }

    private static string Metadata(string key) =>
        typeof(ScriptRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
