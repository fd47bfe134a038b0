using System.Diagnostics;
using System.Globalization;
using BedrockModels.Emulator;

namespace BedrockModels.Benchmarks;

/// <summary>The module as users meet it: imported from its folder, in the real engine, against an emulator in another process.</summary>
internal static class ModuleBenchmark
{
    /// <summary>The word that makes this program measure the bare SDK's first call.</summary>
    public const string BareFirstCall = "bare-first-call";

    private const int Starts = 9;

    private const string Connection = """
        $PSDefaultParameterValues = @{
            '*-BedrockCustomModel:EndpointUrl' = $args[1]; '*-BedrockCustomModel:Region' = 'us-east-1'
            '*-BedrockCustomModel:AccessKey' = 'a'; '*-BedrockCustomModel:SecretKey' = 'b'
        }
        Import-Module $args[0]
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        """;

    // The engine's own first import is not counted: the running engine has imported something before.
    public const string Import = """
        $null = New-Module { } | Import-Module
        Import-Module $args[1]
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Import-Module $args[0]
        $watch.Elapsed.TotalMilliseconds
        """;

    private const string FirstCall = Connection + """

        $null = Get-BedrockCustomModel m0
        $watch.Elapsed.TotalMilliseconds
        """;

    private const string List = Connection + """

        $null = Get-BedrockCustomModel -First 1000
        [System.GC]::Collect()
        $watch.Restart()
        Get-BedrockCustomModel -First $args[2] |
            ForEach-Object { if ($watch.IsRunning) { $watch.Stop(); $watch.Elapsed.TotalMilliseconds } }
        [System.GC]::Collect()
        $watch.Restart()
        $null = Get-BedrockCustomModel -First $args[2]
        $watch.Elapsed.TotalMilliseconds
        [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB
        """;

    private const string Bulk = Connection + """

        $package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/p/1'
        $null = Get-BedrockCustomModel -First 1
        foreach ($limit in 1, 8) {
            $rows = foreach ($n in 1..200) { [pscustomobject]@{ ModelName = "m$limit-$n"; ModelPackageArn = $package } }
            $watch.Restart()
            $null = $rows | New-BedrockCustomModel -ThrottleLimit $limit
            $watch.Elapsed.TotalMilliseconds
        }
        """;

    private const string Wait = Connection + """

        $package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/p/1'
        $rows = foreach ($n in 1..100) { [pscustomobject]@{ ModelName = "m$n"; ModelPackageArn = $package } }
        $rows | New-BedrockCustomModel -ThrottleLimit 16 | Wait-BedrockCustomModel -PollInterval 1 6>$null |
            ForEach-Object { $n = 0 } { $n++ } { $n }
        """;

    // A stop comes from another thread, as Ctrl+C does, while the command waits for an answer that takes its time.
    private const string Stop = Connection + """

        $session = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
        $null = $session.ImportPSModule(@($args[0]))
        $runspace = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($session)
        $runspace.Open()
        $runspace.SessionStateProxy.SetVariable('PSDefaultParameterValues', $PSDefaultParameterValues)
        $never = [System.Func[bool]] { $false }
        foreach ($script in 'Get-BedrockCustomModel slow', "'m1', 'm2', 'm3' | Wait-BedrockCustomModel") {
            foreach ($round in 1..20) {
                $running = [powershell]::Create()
                $running.Runspace = $runspace
                $null = $running.AddScript($script)
                $null = $running.BeginInvoke()
                $null = [System.Threading.SpinWait]::SpinUntil($never, 300)
                $watch.Restart()
                $running.Stop()
                $watch.Elapsed.TotalMilliseconds
                $running.Dispose()
            }
        }
        """;

    public static async Task<IReadOnlyList<Figure>> RunAsync() =>
    [
        .. await ImportAsync(),
        .. await FirstCallAsync(),
        .. await ListAsync(),
        .. await BulkAsync(),
        .. await WaitAsync(),
        .. await StopAsync(),
    ];

    private static async Task<IEnumerable<Figure>> ImportAsync()
    {
        // Two empty binary modules: the protocol's assembly has no cmdlets. The first warms the engine, the second is measured.
        var folder = Directory.CreateTempSubdirectory();
        var warm = Empty(folder, "Warm");
        var empty = Empty(folder, "Empty");
        var (ours, theirs, installed) = (new List<double>(), new List<double>(), new List<double>());
        for (var start = 0; start < Starts; start++)
        {
            theirs.Add((await ScriptRun.StartAsync(Import, empty, warm))[0]);
            ours.Add((await ScriptRun.StartAsync(Import, ScriptRun.Manifest, warm))[0]);
            if (ScriptRun.InstalledEngine is not null)
                installed.Add((await ScriptRun.StartInstalledAsync(Import, ScriptRun.Manifest, warm))[0]);
        }

        folder.Delete(recursive: true);
        return
        [
            new Figure($"Import, median of {Starts} processes", Median(ours), "ms"),
            new Figure("Import against an empty binary module", Median(ours) / Median(theirs), "times", 10),
            .. installed.Count > 0 ? new Figure[] { new("Import into the pwsh that PWSH names", Median(installed), "ms", 40) } : [],
        ];
    }

    /// <summary>The bare SDK in a new process, to show what the first call costs: the SDK's own code is compiled then.</summary>
    public static async Task BareFirstCallAsync(string url)
    {
        var start = Stopwatch.GetTimestamp();
        using var client = new BareSdkClient(url, "a", "b");
        await client.GetCustomModelAsync("m0");
        Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<IEnumerable<Figure>> FirstCallAsync()
    {
        using var server = EmulatorServer.Start(new EmulatorOptions { ActivationTime = TimeSpan.Zero });
        await EmulatorBenchmark.CreateModelsAsync(server, 1, "m");
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var start = 0; start < Starts; start++)
        {
            theirs.Add((await ScriptRun.StartSelfAsync(BareFirstCall, server.EndpointUrl))[0]);
            ours.Add((await ScriptRun.StartAsync(FirstCall, ScriptRun.Manifest, server.EndpointUrl))[0]);
        }

        return
        [
            new Figure($"First call after import, median of {Starts} processes", Median(ours), "ms"),
            new Figure("First call against the bare SDK pipeline's first", Median(ours) / Median(theirs), "times", 1.25),
        ];
    }

    private static async Task<IEnumerable<Figure>> ListAsync()
    {
        using var server = EmulatorServer.Start(new EmulatorOptions { ActivationTime = TimeSpan.Zero, ModelQuota = int.MaxValue });
        await EmulatorBenchmark.CreateModelsAsync(server, 10_000);
        var few = await ScriptRun.StartAsync(List, ScriptRun.Manifest, server.EndpointUrl, "1000");
        var all = await ScriptRun.StartAsync(List, ScriptRun.Manifest, server.EndpointUrl, "10000");
        return
        [
            new Figure("10,000 models listed, per second", 10_000 / all[1] * 1000, "1/s", 62_500, AtLeast: true),
            new Figure("10,000 models listed, first object after", all[0], "ms", 200),
            new Figure("Peak memory against listing 1,000, more by", all[2] - few[2], "MB", 20),
        ];
    }

    private static async Task<IEnumerable<Figure>> BulkAsync()
    {
        using var server = EmulatorServer.Start(
            new EmulatorOptions { ModelQuota = int.MaxValue, Faults = [new FaultRule { Delay = TimeSpan.FromMilliseconds(50) }] });
        var times = await ScriptRun.StartAsync(Bulk, ScriptRun.Manifest, server.EndpointUrl);
        return [new Figure("200 items at 50 ms, -ThrottleLimit 8 against 1", times[0] / times[1], "times", 7, AtLeast: true)];
    }

    private static async Task<IEnumerable<Figure>> WaitAsync()
    {
        using var server = EmulatorServer.Start(new EmulatorOptions { ActivationTime = TimeSpan.FromSeconds(5) });
        var done = await ScriptRun.StartAsync(Wait, ScriptRun.Manifest, server.EndpointUrl);
        return
        [
            new Figure("Waiting for 100 models: emitted", done[0], "", 100, AtLeast: true),
            new Figure("Waiting for 100 models: GetCustomModel", Count(server, "GetCustomModel"), "calls", 100),
            new Figure("Waiting for 100 models: ListCustomModels, a page each", Count(server, "ListCustomModels"), "calls", 12),
        ];
    }

    private static async Task<IEnumerable<Figure>> StopAsync()
    {
        using var server = EmulatorServer.Start(new EmulatorOptions
        {
            ActivationTime = TimeSpan.FromHours(1),
            Faults = [new FaultRule { Operation = "GetCustomModel", Name = "slow", Delay = TimeSpan.FromMinutes(1) }],
        });
        await EmulatorBenchmark.CreateModelsAsync(server, 4, "m");
        var times = await ScriptRun.StartAsync(Stop, ScriptRun.Manifest, server.EndpointUrl);
        return
        [
            new Figure("Stop in a slow answer, the slowest of 20", times[..20].Max(), "ms", 100),
            new Figure("Stop in a wait, the slowest of 20", times[20..].Max(), "ms", 100),
        ];
    }

    /// <summary>A binary module without cmdlets.</summary>
    /// <returns>The path of its manifest.</returns>
    public static string Empty(DirectoryInfo folder, string name)
    {
        File.Copy(typeof(EmulatorOptions).Assembly.Location.Replace("Emulator", "Protocol", StringComparison.Ordinal),
            Path.Combine(folder.FullName, name + ".dll"));
        var manifest = Path.Combine(folder.FullName, name + ".psd1");
        File.WriteAllText(manifest, $"@{{ ModuleVersion = '1.0'; NestedModules = @('{name}.dll'); CmdletsToExport = @() }}");
        return manifest;
    }

    private static double Count(EmulatorServer server, string operation) =>
        server.RequestCounts.Where(pair => pair.Key.Operation == operation).Sum(pair => pair.Value);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
