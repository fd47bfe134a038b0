<#
Runs the tests of this folder against a package, away from the repository: a copy of it is the only thing imported.
The exit code is the number of tests that failed.
#>
param(
    # The folder of the packaged manifest.
    [Parameter(Mandatory)] [string] $Package,
    # The newest that is installed is taken where none is named. The tests are for 5 and 6.
    [string] $PesterVersion
)
$ErrorActionPreference = 'Stop'
$pester = if ($PesterVersion) { @{ RequiredVersion = $PesterVersion } } else { @{ MinimumVersion = '5.0' } }
Import-Module Pester @pester

$version = Split-Path $Package -Leaf
$modules = Join-Path ([IO.Path]::GetTempPath()) "bedrock-package-$PID"
$null = New-Item $modules/BedrockModels -ItemType Directory
Copy-Item $Package $modules/BedrockModels/$version -Recurse
# Sessions that the tests start find the copy by its name.
$env:PSModulePath = $modules + [IO.Path]::PathSeparator + $env:PSModulePath
try {
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $PSScriptRoot
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Detailed'
    $result = Invoke-Pester -Configuration $configuration
}
finally {
    Remove-Item $modules -Recurse -Force -ErrorAction SilentlyContinue
}
exit $result.FailedCount + $result.FailedContainersCount
