using BedrockModels.Tests.Hosting;
using BedrockModels.Tests.Shell;

namespace BedrockModels.Tests.Steadiness;

public sealed class RandomStopTests
{
    /// <summary>In a process of its own, where threads and handles can be counted.</summary>
    [Theory]
    [InlineData("New", "1..30 | ForEach-Object { [pscustomobject]@{ ModelName = \"m$round-$_\"; ModelPackageArn = $package } } | New-BedrockCustomModel @connection -ThrottleLimit 4")]
    [InlineData("Get", "$names | Get-BedrockCustomModel @connection -ThrottleLimit 4; Get-BedrockCustomModel @connection -PageSize 3")]
    [InlineData("Wait", "$names | Wait-BedrockCustomModel @connection -PollInterval 0.2")]
    [InlineData("Remove", "$names | Remove-BedrockCustomModel @connection -ThrottleLimit 4 -Force -ErrorAction SilentlyContinue")]
    public async Task Five_hundred_stops_at_random_moments_leave_nothing_behind_and_the_next_command_works(string seed, string script)
    {
        using var shell = new ShellProcess();
        var result = await shell.RunScriptAsync($$"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{{Repository.Manifest}}'
            $emulator = Start-BedrockEmulator -ActivationTime 3600 -ModelQuota 1000000 -Fault @{ Delay = 0.003 }
            $session = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
            $null = $session.ImportPSModule(@('{{Repository.Manifest}}'))
            $runspace = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($session)
            $runspace.Open()
            $variables = $runspace.SessionStateProxy
            $connection = @{ Region = 'us-east-1'; AccessKey = 'a'; SecretKey = 'b'; EndpointUrl = $emulator.EndpointUrl }
            $names = foreach ($number in 1..30) { "keep$number" }
            foreach ($name in $names) { $null = New-BedrockCustomModel $name -ModelPackageArn {{TestShell.Package}} @connection }
            $variables.SetVariable('connection', $connection)
            $variables.SetVariable('names', $names)
            $variables.SetVariable('package', '{{TestShell.Package}}')
            $random = [System.Random]::new({{seed.Length}})
            $never = [System.Func[bool]] { $false }

            function Measure-Process {
                [System.GC]::Collect(); [System.GC]::WaitForPendingFinalizers(); [System.GC]::Collect()
                $process = [System.Diagnostics.Process]::GetCurrentProcess()
                $process.Threads.Count
                if ([System.IO.Directory]::Exists('/proc/self/fd')) { [System.IO.Directory]::GetFileSystemEntries('/proc/self/fd').Length } else { $process.HandleCount }
            }

            $ended = 0
            foreach ($round in 1..550) {
                if ($round -eq 51) { $before = Measure-Process }
                $variables.SetVariable('round', $round)
                $pipeline = [powershell]::Create()
                $pipeline.Runspace = $runspace
                $null = $pipeline.AddScript(@'
            {{script}}
            '@)
                $running = $pipeline.BeginInvoke()
                $null = [System.Threading.SpinWait]::SpinUntil($never, $random.Next(0, 12))
                $pipeline.Stop()
                if ($running.IsCompleted) { $ended++ }
                $pipeline.Dispose()
            }
            $after = Measure-Process
            "ended $ended"
            "threads $($after[0] - $before[0])"
            "handles $($after[1] - $before[1])"
            $next = [powershell]::Create()
            $next.Runspace = $runspace
            @($next.AddScript('Get-BedrockCustomModel @connection -First 1').Invoke()).Count
            """);
        Assert.Equal("", result.Error);
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains("ended early", StringComparison.Ordinal)).ToList();
        Assert.Equal("ended 550", lines[0]);

        // The pool's threads come and go; a leak would be one for each stop.
        Assert.InRange(int.Parse(lines[1].Split(' ')[1], provider: null), -100, 30);
        Assert.InRange(int.Parse(lines[2].Split(' ')[1], provider: null), -100, 50);
        Assert.Equal("1", lines[3]);
    }
}
