using BedrockModels.Tests.Hosting;
using BedrockModels.Tests.Shell;

namespace BedrockModels.Tests.Steadiness;

public sealed class RandomStopTests
{
    private const string Names = "1..30 | ForEach-Object { [pscustomobject]@{ ";

    /// <summary>Each cmdlet that calls the service, with more to do than it is given time for.</summary>
    public static TheoryData<string, string> Commands { get; } = new()
    {
        { "New-BedrockCustomModel", Names + "ModelName = \"m$round-$_\"; ModelPackageArn = $package } } | New-BedrockCustomModel -ThrottleLimit 4" },
        { "Get-BedrockCustomModel", "$names | Get-BedrockCustomModel -ThrottleLimit 4; Get-BedrockCustomModel -PageSize 3" },
        { "Wait-BedrockCustomModel", "$names | Wait-BedrockCustomModel -PollInterval 0.2" },
        { "Remove-BedrockCustomModel", "$names | Remove-BedrockCustomModel -ThrottleLimit 4 -Force" },
        { "New-BedrockCustomModelDeployment", Names + "ModelDeploymentName = \"d$round-$_\"; ModelArn = $arn } } | New-BedrockCustomModelDeployment -ThrottleLimit 4" },
        { "Get-BedrockCustomModelDeployment", "$names | Get-BedrockCustomModelDeployment -ThrottleLimit 4; Get-BedrockCustomModelDeployment -PageSize 3" },
        { "Wait-BedrockCustomModelDeployment", "$names | Wait-BedrockCustomModelDeployment" },
        { "Set-BedrockCustomModelDeployment", "$names | Set-BedrockCustomModelDeployment -ModelArn $arn -ThrottleLimit 4" },
        { "Remove-BedrockCustomModelDeployment", "$names | Remove-BedrockCustomModelDeployment -ThrottleLimit 4 -Force" },
        { "New-BedrockProvisionedModelThroughput", Names + "ProvisionedModelName = \"p$round-$_\"; ModelId = $arn } } | New-BedrockProvisionedModelThroughput -ModelUnits 1 -ThrottleLimit 4" },
        { "Get-BedrockProvisionedModelThroughput", "$names | Get-BedrockProvisionedModelThroughput -ThrottleLimit 4; Get-BedrockProvisionedModelThroughput -PageSize 3" },
        { "Wait-BedrockProvisionedModelThroughput", "$names | Wait-BedrockProvisionedModelThroughput" },
        { "Set-BedrockProvisionedModelThroughput", "$names | Set-BedrockProvisionedModelThroughput -ModelId $arn -ThrottleLimit 4" },
        { "Remove-BedrockProvisionedModelThroughput", "$names | Remove-BedrockProvisionedModelThroughput -ThrottleLimit 4 -Force" },
        { "Get-BedrockResourceTag", "$arns | Get-BedrockResourceTag -ThrottleLimit 4" },
        { "Add-BedrockResourceTag", "$arns | Add-BedrockResourceTag -Tag @{ Round = \"$round\" } -ThrottleLimit 4" },
        { "Remove-BedrockResourceTag", "$arns | Remove-BedrockResourceTag -TagKey Round -ThrottleLimit 4" },
    };

    /// <summary>In a process of its own, where threads and handles can be counted.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Five_hundred_stops_at_random_moments_leave_nothing_behind_and_the_next_command_works(string command, string script)
    {
        using var shell = new ShellProcess();
        var result = await shell.RunScriptAsync($$"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{{Repository.Manifest}}'
            $null = Start-BedrockEmulator -ActivationTime {{(command == "Wait-BedrockCustomModel" ? 3600 : 0)}} -ModelQuota 1000000 -Fault @{ Delay = 0.002 } -SetEnvironment
            $session = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
            $null = $session.ImportPSModule(@('{{Repository.Manifest}}'))
            $runspace = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($session)
            $runspace.Open()
            $variables = $runspace.SessionStateProxy
            $names = foreach ($number in 1..30) { "keep$number" }
            $arns = foreach ($name in $names) { (New-BedrockCustomModel $name -ModelPackageArn {{TestShell.Package}}).ModelArn }
            if ('{{command}}' -like '*Deployment') { foreach ($name in $names) { $null = New-BedrockCustomModelDeployment $name -ModelArn $arns[0] } }
            if ('{{command}}' -like '*Throughput') { foreach ($name in $names) { $null = New-BedrockProvisionedModelThroughput $name -ModelId $arns[0] -ModelUnits 1 } }
            $variables.SetVariable('names', $names)
            $variables.SetVariable('arns', $arns)
            $variables.SetVariable('arn', $arns[1])
            $variables.SetVariable('package', '{{TestShell.Package}}')
            $random = [System.Random]::new({{command.Length}})
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
                $null = [System.Threading.SpinWait]::SpinUntil($never, $random.Next(0, 8))
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
