#Requires -Version 7.4
<#
.SYNOPSIS
    For CI: installs one version of BedrockModels. Tries three times, because a gallery can fail for some seconds.
.DESCRIPTION
    If the version is already in the folder, for example from a cache, the script sends no request.
.EXAMPLE
    ./install-module.ps1 -Version 0.2.0
#>
param(
    [string] $Version = '0.2.0',
    # The name of a registered repository of PowerShell packages.
    [string] $Repository = 'PSGallery',
    # The folder of the modules. Default: that of the current user.
    [string] $Path = ($env:PSModulePath -split [IO.Path]::PathSeparator)[0],
    # The wait before the second try, in seconds. The wait before the third one is three times as long.
    [double] $Delay = 10
)
$ErrorActionPreference = 'Stop'
# A progress bar fills the log of a CI system.
$ProgressPreference = 'SilentlyContinue'
$tries = 3

# The folder of a prerelease has no label.
$manifest = Join-Path $Path BedrockModels ($Version -replace '-.*') BedrockModels.psd1
if (Test-Path $manifest) {
    "BedrockModels $Version is already in $Path."
    exit
}
$null = Get-PSResourceRepository $Repository
$null = New-Item $Path -ItemType Directory -Force
foreach ($try in 1..$tries) {
    try {
        Save-PSResource BedrockModels -Version $Version -Repository $Repository -Path $Path -TrustRepository
        "BedrockModels $Version is installed in $Path."
        exit
    }
    catch {
        $problem = $_
        if ($try -lt $tries) {
            "Try $try of $tries failed. The next try is in $Delay seconds. $problem"
            Start-Sleep $Delay
            $Delay *= 3
        }
    }
}
throw "BedrockModels $Version could not be installed from $Repository in $tries tries. The last error: $problem"
