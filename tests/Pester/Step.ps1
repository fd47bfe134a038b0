# Runs scripts of the files for CI as GitHub and Azure run them. BeforeAll dot-sources this file, and AfterAll calls Restore-Environment.

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

function Restore-Environment { $env:PATH, $env:XDG_DATA_HOME = $before.PATH, $before.XDG_DATA_HOME }
