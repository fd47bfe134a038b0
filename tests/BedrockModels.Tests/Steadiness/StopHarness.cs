using System.Diagnostics;
using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Steadiness;

/// <summary>
/// Stops a command again and again: each round runs the script until its first request has reached the emulator, and stops it at a
/// random moment after that. Threads and handles are meaningful only in a process that runs nothing else.
/// </summary>
internal sealed class StopHarness : IDisposable
{
    // Far more than any round needs; only a defect reaches it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ArrivalClock _clock = new(behind: Hour);
    private readonly Leak _leak = new();
    private readonly StopCommand _command;
    private readonly Random _moments;
    private readonly TestShell _shell;
    private readonly long _servedBefore;

    public StopHarness(StopCommand command, int seed)
    {
        (_command, _moments) = (command, new Random(seed));
        // A wait finds resources that are never ready; every other command finds ready ones.
        var activation = command.Waits ? Hour : TimeSpan.Zero;
        _shell = new TestShell(new EmulatorOptions { ModelQuota = int.MaxValue, ActivationTime = activation, TimeProvider = _clock });
        _shell.Set("leak", _leak);
        _shell.Run("""
            $names = 1..8 | ForEach-Object { "keep$_" }
            $arns = $names | ForEach-Object { (New-BedrockCustomModel $_ -ModelPackageArn $package).ModelArn }
            $arn = $arns[1]
            """).Clean();
        if (command.Name != "Wait-BedrockCustomModel")
            _clock.Advance(Hour);
        if (command.Name.EndsWith("Deployment", StringComparison.Ordinal))
            _shell.Run("$names | ForEach-Object { $null = New-BedrockCustomModelDeployment $_ -ModelArn $arn }").Clean();
        if (command.Name.EndsWith("Throughput", StringComparison.Ordinal))
            _shell.Run("$names | ForEach-Object { $null = New-BedrockProvisionedModelThroughput $_ -ModelId $arn -ModelUnits 1 }").Clean();
        _servedBefore = Served;
        _shell.Emulator.AddFault(new FaultRule { Delay = ArrivalClock.Delay });
    }

    /// <summary>Runs rounds to warm up, then the rounds over which threads and handles are counted, then another command.</summary>
    public StopReport Run(int warmUp, int rounds, int mostThreads, int mostHandles)
    {
        var (stopped, threads, handles) = (0, 0, 0);
        var before = (Threads: 0, Handles: 0);
        for (var round = 1; round <= warmUp + rounds; round++)
        {
            if (Round(round) is { } failure)
                return new StopReport(stopped, $"Round {round}: {failure}", 0, 0);
            stopped++;
            if (round == warmUp)
                before = MeasureSettled();
        }

        // Pool threads and closed connections go away by themselves; a leak stays.
        var settling = Stopwatch.StartNew();
        do
        {
            var after = Measure();
            (threads, handles) = (after.Threads - before.Threads, after.Handles - before.Handles);
        }
        while ((threads > mostThreads || handles > mostHandles) && settling.Elapsed < TimeSpan.FromSeconds(3));

        var next = _shell.Run("$null = New-BedrockCustomModel last -ModelPackageArn $package; Get-BedrockCustomModel -First 1");
        var works = next.Terminating is null && next.Errors.Count == 0 && next.Output.Count == 1;
        return new StopReport(stopped, works ? null : "The next command fails: " + next.AllText, threads, handles);
    }

    /// <summary>Runs one round.</summary>
    /// <returns>The defect, or null.</returns>
    public string? Round(int round)
    {
        _shell.Set("round", round);
        using var running = _shell.Create(_command.Script);
        var arrived = _clock.Arrived;
        _clock.Arrival.Reset();
        var ending = running.BeginInvoke<PSObject, PSObject>(null, new PSDataCollection<PSObject>());
        WaitHandle.WaitAny([_clock.Arrival, ending.AsyncWaitHandle], Patience);
        if (_clock.Arrived == arrived)
            return "the script sent no request before it ended or the time was up: " + StateOf(running);
        if (ending.AsyncWaitHandle.WaitOne(_moments.Next(0, 6)))
            return "the script ended before the stop: " + StateOf(running);

        running.BeginStop(null, null);
        if (!ending.AsyncWaitHandle.WaitOne(Patience))
            return "the script did not end after the stop.";
        if (running.InvocationStateInfo.State != PSInvocationState.Stopped)
            return "the script ended, but not by the stop: " + StateOf(running);
        if (running.Streams.Error.FirstOrDefault(error => ScriptResult.IdOf(error) != _command.AllowedError) is { } defect)
            return $"the script reported {defect.FullyQualifiedErrorId}: {defect}";
        return SpinWait.SpinUntil(() => Served == _clock.Arrived + _servedBefore, Patience)
            ? null
            : $"the emulator received {_clock.Arrived} requests, but it completed {Served - _servedBefore}.";
    }

    public void Dispose()
    {
        _shell.Dispose();
        _leak.Dispose();
        _clock.Dispose();
    }

    private long Served => _shell.Emulator.RequestCounts.Values.Sum();

    private static string StateOf(PowerShell running) =>
        $"{running.InvocationStateInfo.State}, {running.InvocationStateInfo.Reason?.Message} {string.Join('\n', running.Streams.Error)}";

    /// <summary>Measures until nothing goes away anymore: what closes later would hide a leak.</summary>
    private static (int Threads, int Handles) MeasureSettled()
    {
        var (last, same) = (Measure(), 0);
        for (var settling = Stopwatch.StartNew(); same < 5 && settling.Elapsed < TimeSpan.FromSeconds(3);)
        {
            var next = Measure();
            same = next == last ? same + 1 : 0;
            last = next;
        }

        return last;
    }

    private static (int Threads, int Handles) Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        const string descriptors = "/proc/self/fd";
        return (process.Threads.Count, Directory.Exists(descriptors)
            ? Directory.GetFileSystemEntries(descriptors).Length : process.HandleCount);
    }

    /// <summary>What a script leaks on purpose.</summary>
    private sealed class Leak : IDisposable
    {
        private readonly ManualResetEvent _end = new(initialState: false);
        private readonly List<IDisposable> _handles = [];

        public void AddHandle() => _handles.Add(File.OpenRead(typeof(Leak).Assembly.Location));

        public void AddThread() => new Thread(() => _end.WaitOne()) { IsBackground = true }.Start();

        public void Dispose()
        {
            _end.Set();
            _handles.ForEach(handle => handle.Dispose());
        }
    }
}
