BeforeAll {
    Import-Module BedrockModels
    $script:root = (Resolve-Path "$PSScriptRoot/../..").Path
    $script:module = Get-Module BedrockModels
    $script:version = "$($module.Version)"
    . "$PSScriptRoot/Step.ps1"
}

AfterAll {
    Restore-Environment
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
