using System.Diagnostics;
using System.Globalization;

namespace BedrockModels.Tests.Hosting;

/// <summary>
/// The real pwsh in a process of its own, in an empty folder, with its standard input closed and both outputs redirected.
/// </summary>
internal sealed class PowerShellProcess : IDisposable
{
    private const int InterruptBit = 1 << 1;

    // Far more than any test needs; only a process that hangs reaches it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrock-pwsh-");

    /// <summary>pwsh.dll of the .NET tool, which `dotnet` starts.</summary>
    public static string Assembly { get; } = Repository.Metadata("PowerShell");

    public string Folder => _folder.FullName;

    /// <summary>
    /// Variables to set, or with null to remove. Most of a short process is code that runs once: profiling it costs more than it saves.
    /// </summary>
    public Dictionary<string, string?> Environment { get; } = new()
    {
        ["NO_COLOR"] = null,
        ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_TieredPGO"] = "0",
    };

    /// <summary>
    /// Gives the process a cache of its own. Otherwise pwsh compiles in advance what another process ran, with the assemblies that it used.
    /// </summary>
    public PowerShellProcess WithOwnCache()
    {
        Environment["XDG_CACHE_HOME"] = Folder;
        return this;
    }

    /// <summary>Writes a script into this test's own folder.</summary>
    public string AddScript(string text, string name = "script.ps1")
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs a script, which imports the module itself.</summary>
    public Task<ProcessResult> RunScriptAsync(string text) => RunAsync("-File", AddScript(text));

    /// <summary>Runs a script with the module imported.</summary>
    public Task<ProcessResult> RunWithModuleAsync(string text) => RunScriptAsync($"Import-Module '{Repository.Manifest}'\n{text}");

    /// <summary>Runs pwsh with these arguments to its end.</summary>
    public async Task<ProcessResult> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await WaitAsync(process);
    }

    public Process Start(params string[] arguments)
    {
        string[] command = ["exec", Assembly, "-NoProfile", .. arguments];
        // A process that ignores SIGINT, as build agents start theirs in the background, has children that ignore it too.
        var process = IgnoresInterrupt()
            ? StartProgram("env", ["--default-signal=INT", "dotnet", .. command]) : StartProgram("dotnet", command);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Starts any program with this test's environment, in this test's folder. Its standard input stays open.</summary>
    public Process StartProgram(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Reads both outputs to their end. A process that hangs is killed and fails the test.</summary>
    public static async Task<ProcessResult> WaitAsync(Process process, TimeSpan? longest = null)
    {
        using var patience = new CancellationTokenSource(longest ?? Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new ProcessResult(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The process did not end within {longest ?? Patience}.");
        }
    }

    /// <summary>Sends SIGINT, which is what Ctrl+C sends.</summary>
    public static async Task InterruptAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static bool IgnoresInterrupt()
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status))
            return false;
        var ignored = File.ReadLines(status).First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t')[1];
        return (long.Parse(ignored, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & InterruptBit) != 0;
    }
}

internal sealed record ProcessResult(int ExitCode, string Output, string Error);
