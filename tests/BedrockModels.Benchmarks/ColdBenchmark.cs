using BedrockModels.Emulator;

namespace BedrockModels.Benchmarks;

/// <summary>
/// What a step of a pipeline waits for: the first import and the first call of a process, from a package of `build.ps1 -Task Package`,
/// beside the same package without the code that was compiled ahead. As on a new machine, PowerShell has no cache of earlier processes.
/// </summary>
internal static class ColdBenchmark
{
    private const int Starts = 9;

    // .NET counts what it compiles. A clock also counts what else the machine does.
    private const string FirstCall = """
        $null = New-Module { } | Import-Module
        Import-Module $args[1]
        $connection = @{ EndpointUrl = $args[2]; Region = 'us-east-1'; AccessKey = 'a'; SecretKey = 'b' }
        $methods = [System.Runtime.JitInfo]::GetCompiledMethodCount()
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Import-Module $args[0]
        $watch.Elapsed.TotalMilliseconds
        [System.Runtime.JitInfo]::GetCompiledMethodCount() - $methods
        $methods = [System.Runtime.JitInfo]::GetCompiledMethodCount()
        $watch.Restart()
        $null = Get-BedrockCustomModel m0 @connection
        $watch.Elapsed.TotalMilliseconds
        [System.Runtime.JitInfo]::GetCompiledMethodCount() - $methods
        """;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var package = FindPackage();
        var folder = Directory.CreateTempSubdirectory();
        var (warm, empty) = (ModuleBenchmark.Empty(folder, "Warm"), ModuleBenchmark.Empty(folder, "Empty"));
        var plain = Directory.CreateDirectory(Path.Combine(folder.FullName, "plain")).FullName;
        foreach (var file in Files(package).Where(file => !IsCompiledAhead(file)))
        {
            var copy = Path.Combine(plain, Path.GetRelativePath(package, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        using var server = EmulatorServer.Start(new EmulatorOptions { ActivationTime = TimeSpan.Zero });
        await EmulatorBenchmark.CreateModelsAsync(server, 1, "m");
        var (ahead, without, nothing) = (new List<double[]>(), new List<double[]>(), new List<double>());
        for (var start = 0; start < Starts; start++)
        {
            nothing.Add((await StartAsync(folder, ModuleBenchmark.Import, empty, warm))[0]);
            without.Add(await StartAsync(folder, FirstCall, Path.Combine(plain, "BedrockModels.psd1"), warm, server.EndpointUrl));
            ahead.Add(await StartAsync(folder, FirstCall, Path.Combine(package, "BedrockModels.psd1"), warm, server.EndpointUrl));
        }

        var size = Files(package).Sum(file => new FileInfo(file).Length) / (1024.0 * 1024);
        folder.Delete(recursive: true);
        return
        [
            new Figure("Methods compiled by the import", ahead.Min(run => run[1]), ""),
            new Figure($"Import against an empty module, least of {Starts}, more by", ahead.Min(run => run[0]) - nothing.Min(), "ms", 30),
            new Figure("Methods compiled by the first call", ahead.Min(run => run[3]), "", 900),
            new Figure("Methods compiled by it without code compiled ahead", without.Min(run => run[3]), ""),
            new Figure($"First call, median of {Starts} processes", Median(ahead, 2), "ms"),
            // AWS Tools needed 1/1.25 of the time that the module needed without it, and the target is 0.8 times that.
            new Figure(
                "The same, least against least without code compiled ahead",
                ahead.Min(run => run[2]) / without.Min(run => run[2]), "times", 0.64),
            new Figure("Installed size", size, "MB", 12),
            .. Directory.EnumerateFiles(Path.Combine(package, "../.."), "*.nupkg")
                .Select(file => new Figure("Package", new FileInfo(file).Length / (1024.0 * 1024), "MB", 5)),
        ];
    }

    private static Task<double[]> StartAsync(DirectoryInfo folder, string script, params string[] arguments)
    {
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", folder.CreateSubdirectory(Path.GetRandomFileName()).FullName);
        return ScriptRun.StartAsync(script, arguments);
    }

    private static string FindPackage()
    {
        var modules = Path.Combine(Path.GetDirectoryName(ScriptRun.Manifest)!, "out", "BedrockModels");
        return Directory.Exists(modules) && Directory.GetDirectories(modules) is [var package] && Files(package).Any(IsCompiledAhead)
            ? package
            : throw new InvalidOperationException("The folder out has no package with compiled code. Run ./build.ps1 -Task Package first.");
    }

    private static IEnumerable<string> Files(string package) => Directory.EnumerateFiles(package, "*", SearchOption.AllDirectories);

    private static bool IsCompiledAhead(string file) => Path.GetFileName(Path.GetDirectoryName(file)!) is var folder
        && (folder.EndsWith("-x64", StringComparison.Ordinal) || folder.EndsWith("-arm64", StringComparison.Ordinal));

    private static double Median(List<double[]> runs, int column) => runs.Select(run => run[column]).Order().ElementAt(Starts / 2);
}
