BeforeAll {
    Import-Module BedrockModels
    $script:root = (Resolve-Path "$PSScriptRoot/../..").Path
    $script:package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/any/1'
    $script:version = "$((Get-Module BedrockModels).Version)"
    . "$PSScriptRoot/Step.ps1"
}

AfterAll {
    Restore-Environment
}

Describe 'The action bedrock-emulator' {
    BeforeAll {
        $script:action = '.github/actions/bedrock-emulator/action.yml'
        $script:start = Get-Script $action '*Start-Emulator*'
    }

    BeforeEach {
        $script:ci = (Get-GitHub) + @{ MODULE_VERSION = $version; EMULATOR_SETTINGS = '@{}' }
        $ci.AWS_ACCESS_KEY_ID = 'AKIAACCOUNT'
        $ci.AWS_SECRET_ACCESS_KEY, $ci.AWS_SESSION_TOKEN = 'key-of-the-account', 'token-of-the-account'
    }

    AfterEach {
        $process = (Get-Pair $ci.GITHUB_OUTPUT)['process-id']
        if ($process) { Stop-Process -Id $process -Force -ErrorAction Ignore }
    }

    It 'caches the folder that the script installs to' {
        $step = Invoke-Step (Get-Script $action '*path=*') $ci
        $step.ExitCode | Should -Be 0
        $folder = pwsh -NoProfile -Command '($env:PSModulePath -split [IO.Path]::PathSeparator)[0]'
        (Get-Pair $ci.GITHUB_OUTPUT).path | Should -Be (Join-Path $folder BedrockModels)
    }

    It 'starts an emulator that serves the later steps, with masked keys of its own' {
        $ci.EMULATOR_SETTINGS = "@{ ActivationTime = 0.1; FailModel = @{ 'bad*' = 'no config' } }"
        $step = Invoke-Step $start $ci
        $step.ExitCode | Should -Be 0 -Because $step.Text
        $output = Get-Pair $ci.GITHUB_OUTPUT
        $later = Get-Pair $ci.GITHUB_ENV
        $url = $output['endpoint-url']
        $later.AWS_ENDPOINT_URL_BEDROCK | Should -Be $url
        $later.AWS_SESSION_TOKEN | Should -Be ''
        $step.Lines | Should -Contain "::add-mask::$($later.AWS_ACCESS_KEY_ID)"
        $step.Lines | Should -Contain "::add-mask::$($later.AWS_SECRET_ACCESS_KEY)"
        $step.Lines[-2] |
            Should -Be "The emulator of BedrockModels $version serves $url until the job ends (process $($output['process-id']))."
        $step.Text | Should -Not -Match '-of-the-account'

        foreach ($name in $later.Keys) { $ci[$name] = $later[$name] }
        $step = Invoke-Step @"
            (New-BedrockCustomModel good -ModelPackageArn $package -Wait -PollInterval 0.1).ModelStatus
            Get-BedrockCustomModel -AccessKey AKIAACCOUNT -SecretKey key-of-the-account -ErrorAction SilentlyContinue -ErrorVariable problem
            `$problem.FullyQualifiedErrorId
            New-BedrockCustomModel bad -ModelPackageArn $package -Wait -PollInterval 0.1
"@ $ci
        $step.ExitCode | Should -Be 1
        $step.Lines | Should -Contain 'Active'
        $step.Text | Should -Match '(?m)^UnrecognizedClientException'
        $step.Text | Should -Match 'no config'

        $folder = Get-ChildItem $ci.RUNNER_TEMP -Directory
        Get-ChildItem $folder -File | Where-Object Name -NE log.txt | Should -BeNullOrEmpty
    }

    It 'reports why it does not start: <Name>' -TestCases @(
        @{ Name = 'an unknown parameter'; Settings = '@{ Unknown = 1 }'; Pinned = ''; Message = "'Unknown'" }
        @{ Name = 'not a hashtable'; Settings = 'Port 4599'; Pinned = ''; Message = 'hashtable of constants.* It is: Port 4599' }
        @{ Name = 'a version that is not installed'; Settings = '@{}'; Pinned = '99.0.0'; Message = "'99\.0\.0'" }
        @{ Name = 'a port in use'; Settings = '@{ Port = {0} }'; Pinned = ''; Message = 'in use' }
    ) {
        $emulator = Start-BedrockEmulator
        try {
            $ci.EMULATOR_SETTINGS = $Settings.Replace('{0}', $emulator.Port)
            if ($Pinned) { $ci.MODULE_VERSION = $Pinned }
            $step = Invoke-Step $start $ci
        }
        finally { $emulator | Stop-BedrockEmulator }
        $step.ExitCode | Should -Be 1
        $text = $step.Text -replace '\s+\|?\s*', ' '
        $text | Should -Match 'The emulator did not start\.'
        $text | Should -Match $Message
        Get-Content $ci.GITHUB_ENV | Should -BeNullOrEmpty
    }

    It 'ends a process that does not start in time' {
        $step = Invoke-Step "$start -Timeout 0" $ci
        $step.ExitCode | Should -Be 1
        $step.Text -replace '\s+\|?\s*', ' ' | Should -Match 'The emulator did not start within 0 seconds\.'
    }
}
