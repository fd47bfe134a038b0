BeforeDiscovery {
    $script:cmdlets = (Import-PowerShellDataFile "$PSScriptRoot/../../BedrockModels.psd1").CmdletsToExport
}

BeforeAll {
    Import-Module BedrockModels
    $script:root = Resolve-Path "$PSScriptRoot/../.."
    $script:package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/any/1'

    function Get-Block([string] $Text, [string] $Language) {
        [regex]::Matches($Text, "(?ms)^``````$Language\r?\n(.*?)^``````") | ForEach-Object { $_.Groups[1].Value }
    }
}

Describe 'The code blocks of the README' {
    BeforeAll {
        $text = Get-Content "$root/README.md" -Raw
        $script:use = $text.Substring($text.IndexOf('## Use it against AWS'),
            $text.IndexOf('## The emulator') - $text.IndexOf('## Use it against AWS'))
        $script:emulator = $text.Substring($text.IndexOf('## The emulator'),
            $text.IndexOf('## How it is built') - $text.IndexOf('## The emulator'))
    }

    BeforeEach {
        $script:before = $env:AWS_PROFILE, $env:AWS_REGION
        Push-Location (New-Item "$TestDrive/$([guid]::NewGuid())" -ItemType Directory)
        Copy-Item "$root/examples" . -Recurse
        Get-Block $use csv | Set-Content ./models.csv
        Get-Block $use json | Set-Content ./request.json
    }

    AfterEach {
        Pop-Location
        Get-BedrockEmulator | Stop-BedrockEmulator
        $env:AWS_PROFILE, $env:AWS_REGION = $before
    }

    It 'succeed from credentials to clean-up, in one session' {
        # The package is already installed.
        $blocks = @(Get-Block $use powershell | Where-Object { $_ -notlike '*build.ps1*' })
        $blocks.Count | Should -BeGreaterThan 10
        $null = Start-BedrockEmulator -ActivationTime 0.1 -SetEnvironment
        $ConfirmPreference = 'None'
        $ErrorActionPreference = 'Stop'
        $said = . ([scriptblock]::Create($blocks -join "`n"))
        $said | Should -Contain 'orders: Where is my order? (5 tokens in, 7 out)'
        (Get-BedrockCustomModel).ModelName | Sort-Object |
            Should -Be 'claims-reader', 'from-json', 'from-training', 'orders', 'support-assistant-2', 'test-one', 'test-two'
    }

    It 'run a script against the emulator, and restore the environment' {
        $said = . ([scriptblock]::Create((Get-Block $emulator powershell)))
        "$said" | Should -Match 'Active: 2\. Not Active: 0\.'
        $env:AWS_ENDPOINT_URL_BEDROCK | Should -BeNullOrEmpty
    }
}

Describe 'Help' {
    It 'has examples that run without changes: <_>' -ForEach $cmdlets {
        Push-Location (New-Item "$TestDrive/$_" -ItemType Directory)
        try {
            Set-Content ./models.csv 'ModelName,ModelPackageArn', "one,$package", "two,$package"
            Set-Content ./prompts.txt 'ping', 'Where is my order?'
            foreach ($example in (Get-Help $_ -Examples).Examples.Example) {
                if ($_ -notin 'Start-BedrockEmulator', 'Set-BedrockEmulator') {
                    $null = Start-BedrockEmulator -ActivationTime 0.05 -SetEnvironment -Reply @{ '*' = 'pong' }
                    $models = 'support-assistant', 'claims-reader', 'test-one', 'test-two' |
                        ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package -Tag @{ Team = 'Support' } } |
                            Wait-BedrockCustomModel -PollInterval 0.1
                    if ($_ -like '*Deployment' -or $_ -eq 'Invoke-BedrockModel') {
                        $null = $models[0] | New-BedrockCustomModelDeployment -ModelDeploymentName support -Wait -PollInterval 0.1
                    }
                    if ($_ -like '*Throughput') {
                        $null = $models[0] |
                            New-BedrockProvisionedModelThroughput -ProvisionedModelName support-hourly -Wait -PollInterval 0.1
                    }
                }
                try { { & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'`n$($example.Code)")) } | Should -Not -Throw }
                finally { Get-BedrockEmulator | Stop-BedrockEmulator }
            }
        }
        finally { Pop-Location }
    }
}

Describe 'The example scripts' {
    # The script imports the module of the clone and must not write to standard error, so it runs in a separate process.
    $isNotBuilt = -not (Test-Path "$PSScriptRoot/../../module/BedrockModels.dll")
    It 'quickstart completes the main task, and writes nothing to standard error' -Skip:$isNotBuilt {
        $lines = pwsh -NoProfile -File "$root/examples/quickstart.ps1" 2>&1
        $LASTEXITCODE | Should -Be 0
        $lines | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
        $text = $lines -replace '\e\[[0-9;]*m' -join "`n"
        foreach ($name in 'support-assistant', 'claims-reader') {
            $text | Should -Match "(?m)^Creating +just now +us-east-1 +$name"
            $text | Should -Match "(?m)^Active +[0-9-]+ [0-9:]+ +us-east-1 +$name"
        }
        $text | Should -Match 'support-assistant is Active in us-east-1:\n   arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/'
        $text | Should -Match "-ModelName 'support--assistant' is not valid"
        $text | Should -Match 'Left: support-assistant\.'
        $text | Should -Match ('support-assistant is deployed and Active\. The model id for inference:\n   ' +
            'arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/[a-z0-9]{12}\n')
        $text | Should -Match 'support-assistant: Where is my order\? \([0-9]+ tokens in, [0-9]+ out\)$'
    }

    It 'offline-test passes' {
        $lines = & "$root/examples/offline-test.ps1" 2>&1
        $LASTEXITCODE | Should -Be 0
        @($lines -like 'passed:*').Count | Should -Be 3
        $lines | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
    }

    Context 'against an emulator' {
        BeforeEach {
            $null = Start-BedrockEmulator -ActivationTime 0.1 -SetEnvironment -FailModel @{ 'bad*' = 'broken' }
            $script:blue = New-BedrockCustomModel blue -ModelPackageArn $package -Tag @{ Stage = 'test' } -Wait -PollInterval 0.1
        }

        AfterEach {
            Get-BedrockEmulator | Stop-BedrockEmulator
        }

        It 'bulk-import creates the models of valid rows, and reports the other rows' {
            Set-Content TestDrive:/rows.csv 'ModelName,ModelPackageArn,S3Uri,RoleArn,Tag', "good,$package,,,Team=ML", "a--b,$package,,,",
                "bad,$package,,,"
            $text = & "$root/examples/bulk-import.ps1" (Join-Path $TestDrive rows.csv) -PollInterval 0.1 | Out-String
            $LASTEXITCODE | Should -Be 1
            $text | Should -Match 'Active: 1\. Not Active: 2\.'
            $text | Should -Match 'a--b'
            (Get-BedrockCustomModel good | Get-BedrockResourceTag -AsHashtable).Team | Should -Be 'ML'
        }

        Context 'blue-green' {
            BeforeEach {
                $script:live = $blue | New-BedrockCustomModelDeployment -ModelDeploymentName live -Wait -PollInterval 0.1
                $script:switch = @{
                    Deployment = 'live'; ModelName = 'green'; ModelPackageArn = $package; Prompt = 'who'; Expect = 'green:*'
                    RemoveOld = $true; PollInterval = 0.1; InformationAction = 'SilentlyContinue'
                }

                # What serves in the end: during an update, the earlier model still answers.
                function Get-Serving {
                    $null = $live | Wait-BedrockCustomModelDeployment -PollInterval 0.1 -ErrorAction SilentlyContinue
                    ($live | Invoke-BedrockModel -Prompt who).Text -replace ':.*'
                }
            }

            It 'changes nothing under -WhatIf, and shows the plan' {
                $plan = & "$root/examples/blue-green.ps1" @switch -WhatIf 6>&1 | Out-String
                $plan | Should -Match 'Delete blue'
                (Get-BedrockCustomModel).ModelName | Should -Be 'blue'
                Get-Serving | Should -Be 'blue'
            }

            It 'asks green before and after the switch, and then deletes blue' {
                & "$root/examples/blue-green.ps1" @switch
                (Get-BedrockCustomModel).ModelName | Should -Be 'green'
                (Get-BedrockCustomModelDeployment).Name | Should -Be 'live'
                Get-Serving | Should -Be 'green'
                ((Get-BedrockEmulator).RequestCounts | Where-Object Operation -EQ Converse).Count | Should -Be 3
            }

            It 'keeps blue without -RemoveOld' {
                $switch.Remove('RemoveOld')
                & "$root/examples/blue-green.ps1" @switch
                (Get-BedrockCustomModel).ModelName | Sort-Object | Should -Be 'blue', 'green'
                Get-Serving | Should -Be 'green'
            }

            It 'keeps blue serving if <Step> fails' -TestCases @(
                @{ Step = 'create'; Fault = @{ Operation = 'CreateCustomModel'; Error = 'AccessDeniedException' }; Models = 'blue' }
                @{ Step = 'the training of green'; Fault = $null; Models = 'bad', 'blue' }
                @{ Step = 'the deployment'; Fault = @{ Operation = 'CreateCustomModelDeployment'; Error = 'AccessDeniedException' }
                    Models = 'blue', 'green' }
                @{ Step = 'the trial'; Fault = @{ Operation = 'Converse'; Nth = 1; Error = 'ModelErrorException' }
                    Models = 'blue', 'green' }
                @{ Step = 'the switch'; Fault = @{ Operation = 'UpdateCustomModelDeployment'; Error = 'AccessDeniedException' }
                    Models = 'blue', 'green' }
                @{ Step = 'the update'; Fault = @{ Operation = 'UpdateCustomModelDeployment'; Nth = 1; Fail = 'no capacity' }
                    Models = 'blue', 'green' }
                @{ Step = 'the answer'; Fault = @{ Operation = 'Converse'; Nth = 2; Error = 'ModelErrorException' }
                    Models = 'blue', 'green' }
            ) {
                if ($Fault) { Set-BedrockEmulator -Fault $Fault } else { $switch.ModelName = 'bad' }
                { & "$root/examples/blue-green.ps1" @switch -WarningAction SilentlyContinue } | Should -Throw
                Get-Serving | Should -Be 'blue'
                (Get-BedrockCustomModelDeployment).Name | Should -Be 'live'
                (Get-BedrockCustomModel).ModelName | Sort-Object | Should -Be $Models
            }

            It 'keeps blue serving if the answer behind the live deployment is not as expected' {
                $script:asked = 0
                $switch.Expect = { ++$script:asked -eq 1 }
                { & "$root/examples/blue-green.ps1" @switch } | Should -Throw '*not as expected*'
                Get-Serving | Should -Be 'blue'
                (Get-BedrockCustomModelDeployment).Name | Should -Be 'live'
            }

            It 'goes back to blue at Ctrl+C, during <During>' -TestCases @(
                @{ During = 'the trial'; Fault = @{ Operation = 'Converse'; Nth = 1; Delay = 2 } }
                @{ During = 'the switch'; Fault = @{ Operation = 'UpdateCustomModelDeployment'; Nth = 1; Delay = 2 } }
                @{ During = 'the update'; Fault = @{ Operation = 'UpdateCustomModelDeployment'; Nth = 1; ActivationTime = 2 } }
                @{ During = 'the answer'; Fault = @{ Operation = 'Converse'; Nth = 2; Delay = 2 } }
            ) {
                Set-BedrockEmulator -Fault $Fault
                $shell = [powershell]::Create().AddScript({
                    param($module, $script, $arguments)
                    Import-Module $module
                    & $script @arguments
                }).AddArgument((Get-Module BedrockModels).Path).AddArgument("$root/examples/blue-green.ps1").AddArgument($switch)
                $run = $shell.BeginInvoke()
                $limit = [datetime]::Now.AddSeconds(60)
                while (-not (Get-BedrockEmulator).Faults.UseCount -and [datetime]::Now -lt $limit) { Start-Sleep -Milliseconds 50 }
                $shell.Stop()
                $shell.Dispose()
                $run.IsCompleted | Should -BeTrue
                Get-Serving | Should -Be 'blue'
                (Get-BedrockCustomModelDeployment).Name | Should -Be 'live'
                (Get-BedrockCustomModel).ModelName | Should -Contain 'blue'
            }
        }

        It 'idle-report writes the same CSV and Markdown twice, and a change is a difference' {
            $null = $blue | New-BedrockCustomModelDeployment -ModelDeploymentName live -Wait -PollInterval 0.1
            $null = New-BedrockCustomModel 'idle' -ModelPackageArn $package -Wait -PollInterval 0.1
            $null = $blue | New-BedrockProvisionedModelThroughput -ProvisionedModelName hourly -Wait -PollInterval 0.1
            $read = { Get-Content "$TestDrive/report/idle.csv", "$TestDrive/report/idle.md" -Raw }
            $null = & "$root/examples/idle-report.ps1" "$TestDrive/report"
            $first = & $read
            $null = & "$root/examples/idle-report.ps1" "$TestDrive/report" -Region us-east-1
            & $read | Should -Be $first
            $rows = Import-Csv "$TestDrive/report/idle.csv"
            $rows.Kind | Should -Be 'deployment', 'throughput', 'unused model'
            $rows.Name | Should -Be 'live', 'hourly', 'idle'
            $rows.Model | Should -Be 'blue', 'blue', 'idle'
            $first[1] | Should -Match '(?m)^\| throughput \| us-east-1 \| hourly \| InService \| blue \| 1 \|'
            Remove-BedrockCustomModel idle -Force
            $null = & "$root/examples/idle-report.ps1" "$TestDrive/report"
            (Import-Csv "$TestDrive/report/idle.csv").Name | Should -Be 'live', 'hourly'
        }

        It 'clean-up deletes old models with the tag (case-sensitive), and none under -WhatIf' {
            $null = New-BedrockCustomModel kept -ModelPackageArn $package -Tag @{ Stage = 'Test' }
            $arguments = @{ TagKey = 'Stage'; TagValue = 'test'; Force = $true }
            & "$root/examples/clean-up.ps1" @arguments -OlderThanDays 0 -WhatIf
            @(Get-BedrockCustomModel).Count | Should -Be 2
            & "$root/examples/clean-up.ps1" @arguments -OlderThanDays 1
            @(Get-BedrockCustomModel).Count | Should -Be 2
            & "$root/examples/clean-up.ps1" @arguments -OlderThanDays 0
            (Get-BedrockCustomModel).ModelName | Should -Be 'kept'
        }
    }
}
