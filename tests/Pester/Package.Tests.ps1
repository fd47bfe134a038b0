BeforeAll {
    Import-Module BedrockModels
    $script:base = (Get-Module BedrockModels).ModuleBase
}

Describe 'The package' {
    It 'is a valid module with the data that the Gallery requires' {
        $manifest = Test-ModuleManifest (Join-Path $script:base BedrockModels.psd1) -ErrorAction Stop
        $manifest.Guid | Should -Not -Be ([guid]::Empty)
        $manifest.Tags | Should -Contain 'PSEdition_Core'
        $manifest.Tags | Should -Contain 'Windows'
        $manifest.Tags | Should -Contain 'Linux'
        $manifest.Tags | Should -Contain 'MacOS'
        "$($manifest.LicenseUri)" | Should -Match '^https://'
        $manifest.ReleaseNotes | Should -Match 'New-BedrockCustomModel'
        $manifest.Description | Should -Not -BeNullOrEmpty
        $data = (Import-PowerShellDataFile (Join-Path $script:base BedrockModels.psd1)).PrivateData.PSData
        # A gallery rejects empty addresses.
        $data.Keys | Where-Object { $_ -like '*Uri' } | ForEach-Object { $data[$_] | Should -Match '^https://' }
        (Get-Command New-BedrockCustomModel).HelpUri | Should -BeLike "$($data.ProjectUri)/blob/main/docs/cmdlets/*"
    }

    It 'contains only files that ship' {
        $expected = @(
            'BedrockModels.psd1', 'CHANGELOG.md', 'LICENSE', 'en-US/BedrockModels.dll-Help.xml', 'module/BedrockModels.dll',
            'module/BedrockModels.Emulator.dll', 'module/BedrockModels.Format.ps1xml', 'module/BedrockModels.Protocol.dll',
            'module/BedrockModels.psm1', 'module/OtherCopy.ps1'
        ) + $(foreach ($topic in '', '_CI', '_Credentials', '_Emulator') { "en-US/about_BedrockModels$topic.help.txt" }) +
        $(foreach ($name in 'BedrockModels.Client', 'AWSSDK.Core', 'AWSSDK.SecurityToken', 'AWSSDK.SSO', 'AWSSDK.SSOOIDC') {
            "module/client/$name.dll"
        })
        # Code that is compiled ahead is in the package, and not in a layout of the last build.
        $ahead = foreach ($platform in 'linux-x64', 'linux-arm64', 'win-x64', 'osx-arm64') {
            "module/client/$platform/BedrockModels.Client.dll", "module/client/$platform/AWSSDK.Core.dll"
        }
        if (Test-Path $script:base/module/client/linux-x64) { $expected += $ahead }
        # So is the SBOM.
        if (Test-Path $script:base/BedrockModels.cdx.json) { $expected += 'BedrockModels.cdx.json' }
        Get-ChildItem $script:base -Recurse -File |
            ForEach-Object { [IO.Path]::GetRelativePath($script:base, $_.FullName).Replace('\', '/') } | Sort-Object |
            Should -Be ($expected | Sort-Object)
    }

    It 'is under 12 MB, and under 5 MB without the code that is compiled ahead' {
        $files = Get-ChildItem $script:base -Recurse -File
        ($files | Measure-Object Length -Sum).Sum | Should -BeLessThan 12MB
        ($files | Where-Object { $_.Directory.Name -notmatch '-(x64|arm64)$' } | Measure-Object Length -Sum).Sum | Should -BeLessThan 5MB
    }

    It 'has code compiled ahead that .NET uses in the first call' {
        if (-not (Test-Path $script:base/module/client/linux-x64)) {
            Set-ItResult -Skipped -Because 'only build.ps1 -Task Package compiles ahead'
            return
        }
        $emulator = Start-BedrockEmulator
        $connection = "-EndpointUrl $($emulator.EndpointUrl) -Region us-east-1 -AccessKey a -SecretKey b"
        $package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/p/1'
        Invoke-Expression "New-BedrockCustomModel m -ModelPackageArn $package $connection" | Out-Null
        # With the cache of other processes, pwsh also compiles in advance what they ran.
        $cache = $env:XDG_CACHE_HOME
        $env:XDG_CACHE_HOME = "$TestDrive/$(New-Guid)"
        $methods, $platform = pwsh -NoProfile -Command ('Import-Module BedrockModels; ' +
            '$before = [Runtime.JitInfo]::GetCompiledMethodCount(); ' +
            "`$null = Get-BedrockCustomModel m $connection; [Runtime.JitInfo]::GetCompiledMethodCount() - `$before; " +
            '$sdk = [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq "AWSSDK.Core" }); ' +
            'Split-Path (Split-Path $sdk.Location) -Leaf')
        $env:XDG_CACHE_HOME = $cache
        $emulator | Stop-BedrockEmulator
        $platform | Should -BeIn 'linux-x64', 'linux-arm64', 'win-x64', 'osx-arm64'
        # An older .NET ignores the code and compiles about 2,600 methods.
        if ([Environment]::Version.Major -ge 10) { [int] $methods | Should -BeLessOrEqual 900 }
    }

    It 'exports the cmdlets of its manifest and nothing else' {
        $module = Get-Module BedrockModels
        $named = (Import-PowerShellDataFile (Join-Path $script:base BedrockModels.psd1)).CmdletsToExport
        $module.ExportedCommands.Keys | Sort-Object | Should -Be ($named | Sort-Object)
    }

    It 'loads no AWS assembly at import' {
        # With the cache of other processes, pwsh compiles in advance what they ran, with the assemblies that they used.
        $cache = $env:XDG_CACHE_HOME
        $env:XDG_CACHE_HOME = $TestDrive
        try {
            $loaded = pwsh -NoProfile -Command ('Import-Module BedrockModels; [AppDomain]::CurrentDomain.GetAssemblies() | ' +
                'ForEach-Object { $_.GetName().Name } | Where-Object { $_ -like "AWSSDK*" -or $_ -eq "BedrockModels.Client" }; "end"')
        }
        finally { $env:XDG_CACHE_HOME = $cache }
        $loaded | Should -Be 'end'
    }

    It 'can be removed and imported again' {
        Remove-Module BedrockModels
        Get-Module BedrockModels | Should -BeNullOrEmpty
        Import-Module BedrockModels
        $emulator = Start-BedrockEmulator -SetEnvironment
        try { @(Get-BedrockCustomModel).Count | Should -Be 0 }
        finally { $emulator | Stop-BedrockEmulator }
    }
}

Describe 'A second copy of the module in a session' {
    It 'imports, and warns that the code of the first copy runs: <Name>' -TestCases @(
        @{ Name = 'the same build'; Version = ''; IsOtherBuild = $false; Between = '' }
        @{ Name = 'another build'; Version = ''; IsOtherBuild = $true; Between = '' }
        @{ Name = 'another version'; Version = '9.0.0'; IsOtherBuild = $true; Between = '' }
        @{ Name = 'after the first was removed'; Version = ''; IsOtherBuild = $true; Between = 'Remove-Module BedrockModels;' }
    ) {
        $copy = "$TestDrive/$(New-Guid)"
        Copy-Item $script:base $copy -Recurse
        $manifest = "$copy/BedrockModels.psd1"
        if ($Version) { (Get-Content $manifest -Raw) -replace "(ModuleVersion\s*= )'[^']*'", "`$1'$Version'" | Set-Content $manifest }
        if ($IsOtherBuild) {
            # A build is known by the id of its module, which is somewhere in the file.
            $bytes = [IO.File]::ReadAllBytes("$copy/module/BedrockModels.dll")
            $id = [BedrockModels.ModuleInitializer].Module.ModuleVersionId.ToByteArray()
            $text = [Text.Encoding]::Latin1.GetString($bytes)
            $at = $text.IndexOf([Text.Encoding]::Latin1.GetString($id), [StringComparison]::Ordinal)
            $at | Should -BeGreaterThan 0
            $bytes[$at] = $id[0] -bxor 1
            [IO.File]::WriteAllBytes("$copy/module/BedrockModels.dll", $bytes)
        }
        $said = pwsh -NoProfile -Command ("`$ErrorActionPreference = 'Stop'; Import-Module BedrockModels; $Between " +
            "`"`$(Import-Module '$manifest' 3>&1)`"; Start-BedrockEmulator -SetEnvironment | ForEach-Object EndpointUrl; " +
            '@(Get-BedrockCustomModel).Count')
        $said[0] | Should -Be ("The module was imported from '$copy', but the code in '$script:base' runs, because this process " +
            'has already loaded it. Start a new session to use the other copy.')
        $said[1] | Should -Match '^http://'
        $said[2] | Should -Be 0
    }

    It 'is not suspected when the first copy is imported again' {
        $said = pwsh -NoProfile -Command ('Import-Module BedrockModels; Import-Module BedrockModels -Force 3>&1; ' +
            'Remove-Module BedrockModels; Import-Module BedrockModels 3>&1; "end"')
        $said | Should -Be 'end'
    }
}

Describe 'A confirmation in a session that cannot prompt' {
    It 'stops immediately with <Name>' -TestCases @(
        @{ Name = 'an open pipe without data'; Option = @('-NoProfile'); Closed = $false }
        @{ Name = 'a closed pipe'; Option = @('-NoProfile'); Closed = $true }
        @{ Name = '-NonInteractive'; Option = @('-NoProfile', '-NonInteractive'); Closed = $false }
        @{ Name = 'a background job'; Option = @('-NoProfile'); Closed = $false; Around = 'Start-Job {{ {0} }} | Receive-Job -Wait' }
    ) {
        $engine, [string[]] $entry = & "$PSScriptRoot/Get-Engine.ps1"
        $start = [Diagnostics.ProcessStartInfo]::new($engine)
        $question = 'try { Remove-BedrockCustomModel m -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }'
        $script = 'Import-Module BedrockModels; $null = Start-BedrockEmulator -SetEnvironment; ' + (($Around ?? '{0}') -f $question)
        foreach ($argument in $entry + $Option + '-Command' + $script) { $start.ArgumentList.Add($argument) }
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
        $process = [Diagnostics.Process]::Start($start)
        try {
            if ($Closed) { $process.StandardInput.Close() }
            $process.WaitForExit(60000) | Should -BeTrue -Because 'the command must not wait for an answer'
            $process.StandardOutput.ReadToEnd().Trim() | Should -Be 'ConfirmationImpossible,BedrockModels.RemoveBedrockCustomModelCommand'
        }
        finally {
            if (-not $process.HasExited) { $process.Kill() }
        }
    }
}

Describe 'A confirmation with /dev/null as input' -Skip:($IsWindows) {
    It 'stops immediately' {
        $script = 'Import-Module BedrockModels; $null = Start-BedrockEmulator -SetEnvironment; ' +
            'try { Remove-BedrockCustomModel m -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }'
        $engine = & "$PSScriptRoot/Get-Engine.ps1"
        sh -c 'exec "$@" < /dev/null' sh @engine -NoProfile -Command $script |
            Should -Be 'ConfirmationImpossible,BedrockModels.RemoveBedrockCustomModelCommand'
    }
}

Describe 'Help' {
    It 'is complete for <_>' -ForEach @((Import-PowerShellDataFile "$PSScriptRoot/../../BedrockModels.psd1").CmdletsToExport) {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis.Trim() | Should -Not -BeLike "$_ *"
        $help.Description.Text | Should -Not -BeNullOrEmpty
        @($help.Examples.Example).Count | Should -BeGreaterOrEqual 3
        $help.AlertSet.Alert.Text | Should -Match 'Needs '
        $help.InputTypes.InputType | ForEach-Object { $_.Description.Text | Should -Not -BeNullOrEmpty }
        $help.ReturnValues.ReturnValue | ForEach-Object { $_.Description.Text | Should -Not -BeNullOrEmpty }
        # Get-Help -Online opens the first link.
        $help.RelatedLinks.NavigationLink[0].Uri | Should -Be (Get-Command $_).HelpUri
        $help.RelatedLinks.NavigationLink[1].Uri | Should -Match '^https://docs.aws.amazon.com/(bedrock|sagemaker)/latest/APIReference/'
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters
        $hidden = (Get-Command $_).ParameterSets.Parameters | Where-Object { $_.Attributes.DontShow -contains $true } | ForEach-Object Name
        foreach ($name in (Get-Command $_).Parameters.Keys | Where-Object { $_ -notin $common -and $_ -notin $hidden }) {
            (Get-Help $_ -Parameter $name).Description.Text | Should -Not -BeNullOrEmpty -Because "-$name needs a description"
        }
    }

    It 'has the topic <_>' -ForEach 'about_BedrockModels', 'about_BedrockModels_Credentials', 'about_BedrockModels_Emulator',
        'about_BedrockModels_CI' {
        Get-Help $_ | Out-String | Should -Match "TOPIC\s+$_\s+SHORT DESCRIPTION"
    }

    It 'has the topics when the module is imported by its path' {
        Copy-Item $script:base "$TestDrive/elsewhere" -Recurse
        $elsewhere = "$TestDrive/elsewhere/BedrockModels.psd1"
        pwsh -NoProfile -Command "`$env:PSModulePath = ''; Import-Module '$elsewhere'; Get-Help about_BedrockModels" |
            Out-String | Should -Match "TOPIC\s+about_BedrockModels\s+SHORT DESCRIPTION"
    }
}
