using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace BedrockModels.Tests.Shell;

/// <summary>The built Shell as a user runs it: a process of its own, nobody at its standard input, both outputs redirected.</summary>
internal sealed class ShellProcess : IDisposable
{
    private const int InterruptBit = 1 << 1;

    // Far more than any test needs; only a Shell that hangs meets it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrock-shell-");

    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "BedrockModels.Shell.dll");

    /// <summary>The folder of the manifest, with a separator at its end.</summary>
    public static string RepositoryRoot { get; } =
        typeof(ShellProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryRoot").Value!;

    public Dictionary<string, string?> Environment { get; } = new() { ["COLUMNS"] = null, ["NO_COLOR"] = null };

    /// <summary>Writes a script into a folder of this test's own.</summary>
    public string AddScript(string text, string name = "script.ps1")
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<ShellResult> RunScriptAsync(string text, params string[] arguments) => RunAsync([AddScript(text), .. arguments]);

    public async Task<ShellResult> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await WaitAsync(process);
    }

    public Process Start(params string[] arguments)
    {
        var process = StartProgram("dotnet", [Assembly, .. arguments]);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Starts any program with this test's environment; in this test's own folder; its standard input stays open.</summary>
    public Process StartProgram(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Reads both outputs to their end; a Shell that outlives all patience is killed, and fails the test.</summary>
    public static async Task<ShellResult> WaitAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new ShellResult(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The Shell did not end within {Patience}.");
        }
    }

    /// <summary>Sends a signal. Started in the background, as some build agents do, a process ignores INT, and so do its children: they are sent TERM.</summary>
    public static async Task SendAsync(string signal, Process process)
    {
        var sent = signal == "INT" && IgnoresInterrupt() ? "TERM" : signal;
        using var kill = Process.Start("kill", [$"-{sent}", process.Id.ToString(CultureInfo.InvariantCulture)]);
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

internal sealed record ShellResult(int ExitCode, string Output, string Error);
