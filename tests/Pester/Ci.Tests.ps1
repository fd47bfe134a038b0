BeforeDiscovery {
    $script:hasBash = -not $IsWindows
}

BeforeAll {
    Import-Module BedrockModels
    $script:root = (Resolve-Path "$PSScriptRoot/../..").Path
    $script:package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/any/1'
    $script:module = Get-Module BedrockModels
    $script:version = "$($module.Version)"
    $script:files = 'examples/github-actions.yml', 'examples/azure-pipelines.yml', '.github/actions/bedrock-emulator/action.yml'

    # Scripts find this PowerShell as pwsh. On Windows, they use the installed one.
    $script:before = @{ PATH = $env:PATH; XDG_DATA_HOME = $env:XDG_DATA_HOME }
    $shim = New-Item "$TestDrive/bin" -ItemType Directory
    if (-not $IsWindows) {
        Set-Content $shim/pwsh '#!/bin/sh', "exec $((& "$PSScriptRoot/Get-Engine.ps1" | ForEach-Object { "'$_'" }) -join ' ') `"`$@`""
        chmod +x $shim/pwsh
        $env:PATH = "$shim$([IO.Path]::PathSeparator)$env:PATH"
        # Child processes have repositories and a module folder of their own.
        $env:XDG_DATA_HOME = New-Item "$TestDrive/data" -ItemType Directory
    }

    # The scripts of a file of steps: `run: script`, `- pwsh: script`, or a block after `run: |`.
    function Get-Script([string] $File, [string] $Like) {
        $lines = @(Get-Content "$root/$File")
        foreach ($index in 0..($lines.Count - 1)) {
            if ($lines[$index] -notmatch '^(?<indent> *)(- )?(run|pwsh|inlineScript): (?<text>.+)$') { continue }
            $indent, $text = $Matches.indent.Length, $Matches.text
            if ($text -eq '|') {
                $block = for ($next = $index + 1; $lines[$next] -match '^( *)\S' -and $Matches[1].Length -gt $indent; $next++) {
                    $lines[$next].Trim()
                }
                $text = $block -join "`n"
            }
            elseif ($text -match "^'(.*)'`$") { $text = $Matches[1].Replace("''", "'") }
            if ($text -like $Like) { $text }
        }
    }

    # Runs a script as GitHub and Azure run it: in a process of its own, which stops at the first error and ends with the last exit code.
    function Invoke-Step([string] $Script, [hashtable] $Environment, [string] $Shell = 'pwsh') {
        $file = "$TestDrive/$(New-Guid).$($Shell -eq 'bash' ? 'sh' : 'ps1')"
        $found = @{}
        foreach ($name in $Environment.Keys) {
            $found[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $Environment[$name])
        }
        Push-Location $root
        try {
            if ($Shell -eq 'bash') {
                Set-Content $file $Script
                $lines = bash $file 2>&1
            }
            else {
                Set-Content $file '$ErrorActionPreference = "stop"', $Script, 'if (Test-Path variable:LASTEXITCODE) { exit $LASTEXITCODE }'
                $lines = & $Shell -NoProfile -NonInteractive -Command ". '$file'" 2>&1
            }
            [pscustomobject]@{ Lines = @($lines | ForEach-Object { "$_" }); Text = $lines -join "`n"; ExitCode = $LASTEXITCODE }
        }
        finally {
            Pop-Location
            foreach ($name in $found.Keys) { [Environment]::SetEnvironmentVariable($name, $found[$name]) }
        }
    }

    # The files through which steps of GitHub pass values on.
    function Get-GitHub {
        $folder = (New-Item "$TestDrive/$(New-Guid)" -ItemType Directory).FullName
        'env', 'output', 'summary' | ForEach-Object { $null = New-Item "$folder/$_" }
        @{
            GITHUB_ACTIONS = 'true'; TF_BUILD = $null; RUNNER_TEMP = $folder; GITHUB_ENV = "$folder/env"
            GITHUB_OUTPUT = "$folder/output"; GITHUB_STEP_SUMMARY = "$folder/summary"
            GITHUB_ACTION_PATH = "$root/.github/actions/bedrock-emulator"; NO_COLOR = '1'
        }
    }

    function Get-Azure {
        $folder = (New-Item "$TestDrive/$(New-Guid)" -ItemType Directory).FullName
        @{ TF_BUILD = 'True'; GITHUB_ACTIONS = $null; AGENT_TEMPDIRECTORY = $folder; NO_COLOR = '1' }
    }

    function Get-Pair([string] $Path) {
        $pairs = @{}
        foreach ($line in @(Get-Content $Path)) { $name, $value = $line -split '=', 2; $pairs[$name] = $value }
        $pairs
    }
}

AfterAll {
    $env:PATH, $env:XDG_DATA_HOME = $before.PATH, $before.XDG_DATA_HOME
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

Describe 'install-module' {
    BeforeAll {
        # A gallery (NuGet v2). It answers 503 to the first requests.
        $folder = (New-Item "$TestDrive/package" -ItemType Directory).FullName
        Copy-Item "$($module.ModuleBase)/*" $folder -Recurse
        $data = "<id>BedrockModels</id><version>$version</version><authors>a</authors><description>d</description>"
        Set-Content "$folder/BedrockModels.nuspec" "<package><metadata>$data</metadata></package>"
        [IO.Compression.ZipFile]::CreateFromDirectory($folder, "$TestDrive/package.nupkg")
        $members = @{ Id = 'BedrockModels'; Version = $version; NormalizedVersion = $version; Published = '2026-01-01T00:00:00' } +
            @{ Authors = 'a'; Copyright = ''; Dependencies = ''; Description = 'd'; IconUrl = ''; IsPrerelease = 'false' } +
            @{ LicenseUrl = ''; ProjectUrl = ''; ReleaseNotes = ''; Tags = 'PSModule' }
        $data = $members.Keys | ForEach-Object { "<d:$_>$($members[$_])</d:$_>" }
        $space = 'http://schemas.microsoft.com/ado/2007/08/dataservices'
        $feed = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:d='$space' xmlns:m='$space/metadata'>" +
            "<m:count>1</m:count><entry><m:properties>$data</m:properties></entry></feed>"
        $script:gallery = [hashtable]::Synchronized(@{
            Failures = 0; Requests = 0; IsOver = $false
            Feed = [Text.Encoding]::UTF8.GetBytes($feed); Package = [IO.File]::ReadAllBytes("$TestDrive/package.nupkg")
        })
        foreach ($port in Get-Random -Minimum 20000 -Maximum 30000 -Count 20) {
            $script:listener = [Net.HttpListener]::new()
            $listener.Prefixes.Add("http://localhost:$port/")
            try { $listener.Start(); break } catch [Net.HttpListenerException] { $null = $_ }
        }
        $script:job = Start-ThreadJob {
            param($listener, $gallery)
            while ($true) {
                $next = $listener.GetContextAsync()
                # A blocked thread could not be stopped.
                while (-not $next.Wait(100)) { if ($gallery.IsOver) { return } }
                $context = $next.Result
                $gallery.Requests++
                $body = $context.Request.RawUrl -like '*/package/*' ? $gallery.Package : $gallery.Feed
                if ($gallery.Failures-- -gt 0) { $context.Response.StatusCode, $body = 503, [byte[]]::new(0) }
                $context.Response.Close($body, $true)
            }
        } -ArgumentList $listener, $gallery
        $script:name = "bedrock-$(New-Guid)"
        pwsh -NoProfile -Command "Register-PSResourceRepository '$name' 'http://localhost:$port/api/v2' -Trusted"

        # The script of the action, with a short wait.
        $script:install = (Get-Script '.github/actions/bedrock-emulator/action.yml' '*install-module*') + ' -Delay 0.1'
    }

    AfterAll {
        pwsh -NoProfile -Command "Unregister-PSResourceRepository '$name'"
        $gallery.IsOver = $true
        $null = $job | Wait-Job -Timeout 10
        $listener.Abort()
    }

    BeforeEach {
        $script:target = "$TestDrive/$(New-Guid)"
        $gallery.Requests = 0
        $script:ci = (Get-GitHub) + @{ MODULE_VERSION = $version; REPOSITORY = $name }
    }

    It 'installs the version at the third try, and sends no request when it is there' {
        $gallery.Failures = 2
        $step = Invoke-Step "$install -Path '$target'" $ci
        $step.ExitCode | Should -Be 0
        $step.Lines[0] | Should -Match '^Try 1 of 3 failed\. The next try is in 0\.1 seconds\. .*503'
        $step.Lines[1] | Should -Match '^Try 2 of 3 failed\. The next try is in 0\.3 seconds\. .*503'
        $step.Lines[2] | Should -Be "BedrockModels $version is installed in $target."
        (Import-PowerShellDataFile "$target/BedrockModels/$version/BedrockModels.psd1").ModuleVersion | Should -Be $version

        $gallery.Requests = 0
        (Invoke-Step "$install -Path '$target'" $ci).Text | Should -Be "BedrockModels $version is already in $target."
        $gallery.Requests | Should -Be 0
    }

    It 'fails after three tries with the last error, and leaves no half of the module' {
        $gallery.Failures = 100
        $step = Invoke-Step "$install -Path '$target'" $ci
        $step.ExitCode | Should -Be 1
        $gallery.Requests | Should -Be 3
        $step.Text -replace '\s+\|?\s*', ' ' |
            Should -Match "BedrockModels $version could not be installed from $name in 3 tries\. The last error: .*503"
        "$target/BedrockModels" | Should -Not -Exist
    }

    It 'does not try again when the repository is not registered' {
        $ci.REPOSITORY = 'nowhere'
        $step = Invoke-Step "$install -Path '$target'" $ci
        $step.ExitCode | Should -Be 1
        $step.Text | Should -Not -Match 'Try 1'
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

    Context 'in Azure, from the bash of AWSShellScript' -Skip:(-not $hasBash) {
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
        @{ Name = 'not a hashtable'; Settings = 'Port 4599'; Pinned = ''; Message = 'Port 4599|data file|hashtable' }
        @{ Name = 'a version that is not installed'; Settings = '@{}'; Pinned = '99.0.0'; Message = "'99\.0\.0'" }
        @{ Name = 'a port in use'; Settings = '@{ Port = {0} }'; Pinned = ''; Message = 'EmulatorNotStarted|is in use|already' }
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
