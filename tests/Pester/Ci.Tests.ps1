BeforeAll {
    Import-Module BedrockModels
    $script:root = (Resolve-Path "$PSScriptRoot/../..").Path
    $script:package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/any/1'
    $script:files = 'examples/github-actions.yml', 'examples/azure-pipelines.yml', '.github/actions/bedrock-emulator/action.yml'
    . "$PSScriptRoot/Step.ps1"
}

AfterAll {
    Restore-Environment
}

Describe 'The files for CI' {
    It 'pin each action by its commit' {
        $uses = $files | ForEach-Object { Get-Content "$root/$_" } | Where-Object { $_ -match '^ *- uses: ' }
        $uses.Count | Should -BeGreaterThan 5
        $uses | Where-Object { $_ -notmatch 'uses: [\w/-]+@[0-9a-f]{40} # v[0-9.]+$' } | Should -BeNullOrEmpty
    }

    It 'pin the version of the module in the clone' {
        $clone = (Import-PowerShellDataFile "$root/BedrockModels.psd1").ModuleVersion
        $pin = '(MODULE_VERSION: |moduleVersion: |default: |\$Version = '')(\d+\.\d+\.\d+)'
        $pins = $files + 'examples/install-module.ps1' | ForEach-Object { Get-Content "$root/$_" } | Where-Object { $_ -match $pin } |
            ForEach-Object { $Matches[2] }
        $pins.Count | Should -Be 4
        $pins | Select-Object -Unique | Should -Be $clone
    }

    It 'request an OpenID Connect token only for the job that uses it, and store no key' {
        $text = Get-Content "$root/examples/github-actions.yml" -Raw
        [regex]::Matches($text, 'id-token: write').Count | Should -Be 1
        $text.IndexOf('id-token: write') | Should -BeGreaterThan $text.IndexOf('  create:')
        $files | ForEach-Object { Get-Content "$root/$_" -Raw } | Should -Not -Match 'secrets\.|AWS_SECRET_ACCESS_KEY'
    }

    It 'use variables in scripts, and never expressions, which could run the text of an input' {
        $scripts = @($files | ForEach-Object { Get-Script $_ '*' })
        $scripts.Count | Should -Be 11
        $scripts | Where-Object { $_.Contains('${{') -or $_.Contains('$((') } | Should -BeNullOrEmpty
    }
}

Describe 'A job that creates a model' {
    BeforeAll {
        $script:hostile = "100% broken`r`n::error::forged`n##vso[task.complete result=Succeeded;]done | <img src=x> ``code``"
        # Reads a command as the runner of GitHub and the agent of Azure do.
        function Undo-Escape([string] $Text, [string] $Percent) {
            $Text.Replace('%0D', "`r").Replace('%0A', "`n").Replace($Percent, '%')
        }
    }

    BeforeEach {
        $null = Start-BedrockEmulator -ActivationTime 0.1 -SetEnvironment -FailModel @{ 'bad*' = $hostile } -Credential @{
            AccessKey = 'AKIDEXAMPLE'; SecretKey = 'a-secret-of-this-test'; SessionToken = 'a-token-of-this-test'
        } -Fault @{ Operation = 'CreateCustomModel'; Name = 'odd'; Status = 400; Body = '{"__type":"Odd%]id;x","message":"odd"}' }
    }

    AfterEach {
        Get-BedrockEmulator | Stop-BedrockEmulator
    }

    It 'passes in GitHub: summary, output and exit code' {
        $ci = (Get-GitHub) + @{ MODEL_NAME = 'support'; MODEL_PACKAGE = $package }
        $step = Invoke-Step "$(Get-Script examples/github-actions.yml '*model-in-ci*') -PollInterval 0.1" $ci
        $step.ExitCode | Should -Be 0
        $arn = (Get-BedrockCustomModel support).ModelArn
        $step.Lines[-1] | Should -Be '1 of 1 custom models are Active.'
        $step.Text | Should -Not -Match '::error'
        $lines = Get-Content $ci.GITHUB_STEP_SUMMARY
        $lines[0] | Should -Be '### 1 of 1 custom models are Active.'
        $lines | Should -Contain "| support | Active | $arn |"
        (Get-Content $ci.GITHUB_OUTPUT -Raw) | Should -Match "^model_arns<<(?<end>[0-9a-f-]{36})\r?\n$arn\r?\n\k<end>\r?\n`$"
        $step.Text + $lines | Should -Not -Match '-of-this-test'
    }

    It 'fails in GitHub: one escaped annotation and one row for each error' {
        $ci = (Get-GitHub) + @{ MODEL_NAME = 'good, odd, bad'; MODEL_PACKAGE = $package }
        $step = Invoke-Step "$(Get-Script examples/github-actions.yml '*model-in-ci*') -PollInterval 0.1" $ci
        $step.ExitCode | Should -Be 1
        $commands = @($step.Lines -match '^\s*::')
        $commands.Count | Should -Be 2
        $commands[0] | Should -BeLike '::error title=Odd%25]id;x::*'
        $commands[1] | Should -BeLike '::error title=CustomModelFailed::*'
        (Undo-Escape $commands[1] '%25').Contains($hostile) | Should -BeTrue
        $step.Lines[-1] | Should -Be '1 of 3 custom models are Active.'
        $row = Get-Content $ci.GITHUB_STEP_SUMMARY | Where-Object { $_ -like '| bad | CustomModelFailed | *' }
        ($row -replace '&#\d+;').Split('|').Count | Should -Be 5
        $row | Should -Not -Match '[<`]'
        [Net.WebUtility]::HtmlDecode($row) | Should -Match ([regex]::Escape(($hostile -replace '\s+', ' ')))
        $step.Text + (Get-Content $ci.GITHUB_STEP_SUMMARY) | Should -Not -Match '-of-this-test'
    }

    It 'fails in GitHub without credentials, with one annotation' {
        $ci = (Get-GitHub) + @{
            MODEL_NAME = 'support'; MODEL_PACKAGE = $package; AWS_ACCESS_KEY_ID = $null; AWS_SECRET_ACCESS_KEY = $null
            AWS_EC2_METADATA_DISABLED = 'true'; AWS_CONFIG_FILE = "$TestDrive/none"; AWS_SHARED_CREDENTIALS_FILE = "$TestDrive/none"
        }
        $step = Invoke-Step (Get-Script examples/github-actions.yml '*model-in-ci*') $ci
        $step.ExitCode | Should -Be 1
        @($step.Lines -match '^::error').Count | Should -Be 1
        $step.Text | Should -Match '^::error title=CredentialsNotFound::No AWS credentials were found\.'
        (Get-Content $ci.GITHUB_STEP_SUMMARY)[0] | Should -Be '### 0 of 1 custom models are Active.'
    }

    Context 'in Azure, from the bash of AWSShellScript' -Skip:($IsWindows) {
        BeforeAll {
            $script:bash = (Get-Script examples/azure-pipelines.yml '*model-in-ci*').TrimEnd() + ' -PollInterval 0.1'
        }

        It 'passes: the credentials of the task reach pwsh, and the output and the summary are set' {
            $ci = (Get-Azure) + @{ MODEL_NAME = 'support'; MODEL_PACKAGE = $package }
            $step = Invoke-Step $bash $ci bash
            $step.ExitCode | Should -Be 0
            $arn = (Get-BedrockCustomModel support).ModelArn
            $step.Lines | Should -Contain "##vso[task.setvariable variable=modelArns;isOutput=true]$arn"
            $upload = @($step.Lines -match '^##vso\[task\.uploadsummary\]')
            $upload.Count | Should -Be 1
            $summary = $upload[0] -replace '^[^]]+\]'
            [IO.Path]::IsPathFullyQualified($summary) | Should -BeTrue
            Get-Content $summary | Should -Contain "| support | Active | $arn |"
            $use = Invoke-Step (Get-Script examples/azure-pipelines.yml '*MODEL_ARNS*') @{ MODEL_ARNS = $arn }
            $use.Text | Should -Be "The model is $arn."
        }

        It 'fails: one escaped issue for each error, and the exit code reaches the task' {
            $ci = (Get-Azure) + @{ MODEL_NAME = 'good odd bad ##vso[task.complete]'; MODEL_PACKAGE = $package }
            $step = Invoke-Step $bash $ci bash
            $step.ExitCode | Should -Be 1
            # The agent reads a command anywhere in a line, and only the first one.
            $commands = $step.Lines -match '##vso\[' | ForEach-Object { $_.Substring($_.IndexOf('##vso[')) }
            $commands -replace '[\] ].*' -replace '.*\.' | Sort-Object |
                Should -Be 'logissue', 'logissue', 'logissue', 'setvariable', 'uploadsummary'
            $commands -like '##vso`[task.logissue type=error;code=Odd%AZP25%5Did%3Bx`]*' | Should -Not -BeNullOrEmpty
            $issue = $commands -match 'code=CustomModelFailed'
            (Undo-Escape ($issue -replace '^[^]]+\]') '%AZP25').Contains($hostile) | Should -BeTrue
            $step.Text | Should -Not -Match '-of-this-test'
        }
    }

    It 'first tests the script offline, in the same way in both systems' {
        $script = Get-Script examples/github-actions.yml '*offline-test*'
        Get-Script examples/azure-pipelines.yml '*offline-test*' | Should -Be $script
        $step = Invoke-Step $script (Get-GitHub)
        $step.ExitCode | Should -Be 0
        @($step.Lines -like 'passed: *').Count | Should -Be 3
    }
}

Describe 'The page about Windows PowerShell' {
    It 'has scripts that get objects back from pwsh' {
        $text = Get-Content "$root/docs/from-windows-powershell.md" -Raw
        $blocks = [regex]::Matches($text, '(?ms)^```powershell\r?\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }
        $blocks.Count | Should -Be 4
        $null = Start-BedrockEmulator -ActivationTime 0.1 -SetEnvironment
        try {
            $model = @{ ModelName = 'support-assistant'; ModelPackageArn = $package; Tag = @{ Team = 'ML' } }
            $null = New-BedrockCustomModel @model -Wait -PollInterval 0.1 6> $null
            $check = 'Pop-Location', '"$($model.CreationTime.GetType().Name) $($created.ModelName) $(@($models).Count)"'
            $script = @("Push-Location '$TestDrive'") + $blocks + $check -join "`n"
            # Elsewhere, PowerShell 7 takes the part of 5.1.
            $step = Invoke-Step $script @{ NO_COLOR = '1' } ($IsWindows ? 'powershell' : 'pwsh')
        }
        finally { Get-BedrockEmulator | Stop-BedrockEmulator }
        $step.ExitCode | Should -Be 0 -Because $step.Text
        $step.Lines | Should -Contain 'Active'
        $step.Lines | Should -Contain 'DateTime claims-reader 1'
        $step.Text | Should -Match 'Team'
    }
}
