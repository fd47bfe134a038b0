using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace BedrockModels.Benchmarks;

/// <summary>A script in the real engine, in a process of its own: the script writes numbers, and the parent reads them.</summary>
internal static class EngineRun
{
    public const string Word = "engine-run";

    public static string Manifest { get; } = Path.Combine(
        typeof(EngineRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!,
        "BedrockModels.psd1");

    /// <summary>Runs a script in a new process.</summary>
    /// <returns>The numbers it wrote.</returns>
    public static async Task<double[]> StartAsync(string script, params string[] arguments)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, script);
            var start = new ProcessStartInfo("dotnet", [typeof(EngineRun).Assembly.Location, Word, file, .. arguments]) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new InvalidOperationException("The script failed: " + output);
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The other side: runs the script and writes its numbers.</summary>
    public static int Run(string file, string[] arguments)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(File.ReadAllText(file));
        foreach (var argument in arguments)
            shell.AddArgument(argument);
        foreach (var item in shell.Invoke())
            Console.WriteLine(Convert.ToString(item.BaseObject, CultureInfo.InvariantCulture));
        foreach (var error in shell.Streams.Error)
            Console.WriteLine(error);
        return shell.HadErrors ? 1 : 0;
    }
}
