using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Steadiness;

/// <summary>A command that is stopped again and again.</summary>
internal static class RandomStops
{
    /// <summary>The start of a script with 30 rows of input.</summary>
    public const string Rows = "1..30 | ForEach-Object { [pscustomobject]@{ ";

    /// <summary>Stops a command 550 times, in a process of its own, where threads and handles can be counted.</summary>
    public static async Task RunAsync(string command, string script)
    {
        var waits = command.StartsWith("Wait-", StringComparison.Ordinal);
        using var shell = new PowerShellProcess();
        var result = await shell.RunScriptAsync($$"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{{Repository.Manifest}}'
            $emulator = @{ ModelQuota = 1000000; Fault = @{ Delay = 0.002 }; {{(waits ? "StatePath = 'state.json'; " : "")}}SetEnvironment = $true }
            $null = Start-BedrockEmulator @emulator -ActivationTime {{(command == "Wait-BedrockCustomModel" ? 3600 : 0)}}
            $session = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
            $null = $session.ImportPSModule(@('{{Repository.Manifest}}'))
            $runspace = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($session)
            $runspace.Open()
            $variables = $runspace.SessionStateProxy
            $names = foreach ($number in 1..30) { "keep$number" }
            $arns = foreach ($name in $names) { (New-BedrockCustomModel $name -ModelPackageArn {{TestShell.Package}}).ModelArn }
            if ({{(waits ? "$true" : "$false")}}) {
                # The models are ready; what is made of them never is.
                Get-BedrockEmulator | Stop-BedrockEmulator
                $null = Start-BedrockEmulator @emulator -ActivationTime 3600
            }

            if ('{{command}}' -like '*Deployment') { foreach ($name in $names) { $null = New-BedrockCustomModelDeployment $name -ModelArn $arns[0] } }
            if ('{{command}}' -like '*Throughput') { foreach ($name in $names) { $null = New-BedrockProvisionedModelThroughput $name -ModelId $arns[0] -ModelUnits 1 } }
            if ({{(waits ? "$true" : "$false")}}) {
                $waitedFor = & '{{command.Replace("Wait-", "Get-", StringComparison.Ordinal)}}' $names[0]
                if ("$($waitedFor.ModelStatus)$($waitedFor.Status)" -ne 'Creating') { throw 'There is nothing to wait for.' }
            }

            $variables.SetVariable('names', $names)
            $variables.SetVariable('arns', $arns)
            $variables.SetVariable('arn', $arns[1])
            $variables.SetVariable('package', '{{TestShell.Package}}')
            $random = [System.Random]::new({{command.Length}})

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
                $null = $running.AsyncWaitHandle.WaitOne($random.Next(0, 8))
                $pipeline.Stop()
                if ($running.AsyncWaitHandle.WaitOne(30000)) { $ended++ }
                $pipeline.Dispose()
            }
            $after = Measure-Process
            "ended $ended"
            "threads $($after[0] - $before[0])"
            "handles $($after[1] - $before[1])"
            $next = [powershell]::Create()
            $next.Runspace = $runspace
            @($next.AddScript('Get-BedrockCustomModel -First 1').Invoke()).Count
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
