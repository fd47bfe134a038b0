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

Describe 'The README, word for word' {
    BeforeAll {
        $text = Get-Content "$root/README.md" -Raw
        $script:use = $text.Substring($text.IndexOf('## Use it against AWS'), $text.IndexOf('## The emulator') - $text.IndexOf('## Use it against AWS'))
        $script:emulator = $text.Substring($text.IndexOf('## The emulator'), $text.IndexOf('## How it is built') - $text.IndexOf('## The emulator'))
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

    It 'succeeds from credentials to clean-up, in one session' {
        # The package is installed already, and inference is not the emulator's.
        $blocks = @(Get-Block $use powershell | Where-Object { $_ -notlike '*build.ps1*' })
        $blocks.Count | Should -BeGreaterThan 10
        function aws { $args | Should -Contain $deployment.CustomModelDeploymentArn }
        $null = Start-BedrockEmulator -ActivationTime 0.1 -SetEnvironment
        $ConfirmPreference = 'None'
        $ErrorActionPreference = 'Stop'
        $null = . ([scriptblock]::Create($blocks -join "`n"))
        (Get-BedrockCustomModel).ModelName | Sort-Object | Should -Be 'claims-reader', 'from-json', 'support-assistant-2', 'test-one', 'test-two'
    }

    It 'runs a script against the emulator, and leaves nothing behind' {
        $said = . ([scriptblock]::Create((Get-Block $emulator powershell)))
        "$said" | Should -Match '2 models are Active, 0 are not\.'
        $env:AWS_ENDPOINT_URL_BEDROCK | Should -BeNullOrEmpty
    }
}

Describe 'Help' {
    It 'has examples that run as they stand: <_>' -ForEach $cmdlets {
        Push-Location (New-Item "$TestDrive/$_" -ItemType Directory)
        try {
            Set-Content ./models.csv 'ModelName,ModelPackageArn', "one,$package", "two,$package"
            foreach ($example in (Get-Help $_ -Examples).Examples.Example) {
                if ($_ -ne 'Start-BedrockEmulator') {
                    $null = Start-BedrockEmulator -ActivationTime 0.05 -SetEnvironment
                    $models = 'support-assistant', 'claims-reader', 'test-one' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package -Tag @{ Team = 'Support' } } | Wait-BedrockCustomModel -PollInterval 0.1
                    if ($_ -like '*Deployment') { $null = $models[0] | New-BedrockCustomModelDeployment -ModelDeploymentName support -Wait -PollInterval 0.1 }
                    if ($_ -like '*Throughput') { $null = $models[0] | New-BedrockProvisionedModelThroughput -ProvisionedModelName support-hourly -Wait -PollInterval 0.1 }
                }
                try { { & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'`n$($example.Code)")) } | Should -Not -Throw }
                finally { Get-BedrockEmulator | Stop-BedrockEmulator }
            }
        }
        finally { Pop-Location }
    }
}

Describe 'The example scripts, in sessions of their own' {
    It 'the quickstart does the main job, and says nothing on standard error' {
        $said = pwsh -NoProfile -File "$root/examples/quickstart.ps1" 2>&1
        $LASTEXITCODE | Should -Be 0
        $said | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
        "$said" | Should -Match 'custom-model-deployment/[a-z0-9]{12}'
    } -Skip:(-not (Test-Path "$PSScriptRoot/../../module/BedrockModels.dll"))

    It 'the offline test passes' {
        $said = pwsh -NoProfile -File "$root/examples/offline-test.ps1"
        $LASTEXITCODE | Should -Be 0
        @($said -like 'passed:*').Count | Should -Be 3
    }

    Context 'against an emulator' {
        BeforeEach {
            $null = Start-BedrockEmulator -ActivationTime 0.1 -SetEnvironment -FailModel @{ 'bad*' = 'broken' }
            $script:blue = New-BedrockCustomModel blue -ModelPackageArn $package -Tag @{ Stage = 'test' } -Wait -PollInterval 0.1
        }

        AfterEach {
            Get-BedrockEmulator | Stop-BedrockEmulator
        }

        It 'bulk-import makes what the rows say, and names what is wrong' {
            Set-Content TestDrive:/rows.csv 'ModelName,ModelPackageArn,S3Uri,RoleArn,Tag', "good,$package,,,Team=ML", "a--b,$package,,,", "bad,$package,,,"
            $said = pwsh -NoProfile -File "$root/examples/bulk-import.ps1" (Join-Path $TestDrive rows.csv) -PollInterval 0.1
            $LASTEXITCODE | Should -Be 1
            "$said" | Should -Match '1 models are Active, 2 are not\.'
            "$said" | Should -Match 'a--b'
        }

        It 'blue-green puts green behind the deployment' {
            $null = $blue | New-BedrockCustomModelDeployment -ModelDeploymentName live -Wait -PollInterval 0.1
            $null = pwsh -NoProfile -File "$root/examples/blue-green.ps1" -Deployment live -ModelName green -ModelPackageArn $package -RemoveOld -PollInterval 0.1
            $LASTEXITCODE | Should -Be 0
            (Get-BedrockCustomModel).ModelName | Should -Be 'green'
            (Get-BedrockCustomModelDeployment live).ModelArn | Should -Be (Get-BedrockCustomModel green).ModelArn
        }

        It 'clean-up deletes nothing under -WhatIf, and then what carries the tag' {
            $arguments = '-NoProfile', '-File', "$root/examples/clean-up.ps1", '-TagKey', 'Stage', '-TagValue', 'test', '-OlderThanDays', '0', '-Force'
            pwsh @arguments -WhatIf | Should -Match 'blue'
            @(Get-BedrockCustomModel).Count | Should -Be 1
            pwsh @arguments
            @(Get-BedrockCustomModel).Count | Should -Be 0
        }

        It '<_> turns what went wrong into annotations' -ForEach 'github-annotations', 'azure-annotations' {
            $null = New-BedrockCustomModel bad -ModelPackageArn $package
            $said = pwsh -NoProfile -Command "& '$root/examples/$_.ps1' blue, bad -PollInterval 0.1; exit `$LASTEXITCODE"
            $LASTEXITCODE | Should -Be 1
            @($said -match '^(::error title=CustomModelFailed::|##vso\[task\.logissue type=error;code=CustomModelFailed\])').Count | Should -Be 1
        }
    }
}
