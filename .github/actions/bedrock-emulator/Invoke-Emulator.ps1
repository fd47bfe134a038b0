#Requires -Version 7.4
<#
.SYNOPSIS
    The process of the emulator: starts it, writes started.json or error.txt to the folder, and runs until it is ended.
#>
param([string] $Version, [string] $Folder)
$ErrorActionPreference = 'Stop'

try {
    try { $settings = Import-PowerShellDataFile "$Folder/settings.psd1" }
    catch {
        $text = (Get-Content "$Folder/settings.psd1" -Raw).Trim()
        throw "settings must be a PowerShell hashtable of constants, for example @{ ActivationTime = 0.5 }. It is: $text"
    }
    Import-Module BedrockModels -RequiredVersion ($Version -replace '-.*')
    # Keys of this run: other users of the machine cannot call the emulator, and keys of an account are not sent to it.
    $settings.Credential ??= @{ AccessKey = "EMULATOR$(New-Guid)".Replace('-', ''); SecretKey = "$(New-Guid)" }
    $before = [Environment]::GetEnvironmentVariables()
    $emulator = Start-BedrockEmulator @settings -SetEnvironment
    $after = [Environment]::GetEnvironmentVariables()
    $changed = @{}
    foreach ($name in @($before.Keys) + @($after.Keys)) {
        # The file of the runner cannot remove a variable. An empty one counts as not set.
        if ($before[$name] -cne $after[$name]) { $changed[$name] = "$($after[$name])" }
    }
    # A file that exists is complete.
    @{ EndpointUrl = $emulator.EndpointUrl; Environment = $changed } | ConvertTo-Json | Set-Content "$Folder/new.json"
    Move-Item "$Folder/new.json" "$Folder/started.json"
}
catch {
    "$_" | Set-Content "$Folder/new.txt"
    Move-Item "$Folder/new.txt" "$Folder/error.txt"
    exit 1
}
Wait-Event
