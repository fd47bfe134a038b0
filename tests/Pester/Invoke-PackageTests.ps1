<#
Runs the tests of this folder against a package, away from the repository: a copy of it is the only module that can be imported.
The exit code is the number of tests that failed. `dotnet test` runs this with the Pester that NuGet brings.
#>
param(
    # The folder of a packaged manifest. If not given, what was built last is laid out as build.ps1 lays it out.
    [string] $Package,
    # The Pester module to use: a manifest's path. If not given, the newest that is installed; the tests are for 5 and 6.
    [string] $Pester = 'Pester',
    # Where to write the results, as JUnit's XML.
    [string] $ResultPath
)
$ErrorActionPreference = 'Stop'
$modules = Join-Path ([IO.Path]::GetTempPath()) "bedrock-package-$PID"
# Sessions that the tests start find the copy by its name.
$env:PSModulePath = $modules + [IO.Path]::PathSeparator + $env:PSModulePath
# They run in the PowerShell that runs this, whatever else is installed.
$engine, [string[]] $entry = & "$PSScriptRoot/Get-Engine.ps1"
function global:pwsh { & $engine @entry @args }
Import-Module $Pester -MinimumVersion 5.0
try {
    if ($Package) {
        $null = New-Item $modules/BedrockModels -ItemType Directory
        Copy-Item $Package $modules/BedrockModels/$(Split-Path $Package -Leaf) -Recurse
    }
    else {
        & "$PSScriptRoot/../../build.ps1" -Task Layout -Out $modules
    }
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $PSScriptRoot
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Detailed'
    if ($ResultPath) {
        $configuration.TestResult.Enabled = $true
        $configuration.TestResult.OutputFormat = 'JUnitXml'
        $configuration.TestResult.OutputPath = $ResultPath
    }
    $result = Invoke-Pester -Configuration $configuration
}
finally {
    Remove-Item $modules -Recurse -Force -ErrorAction SilentlyContinue
}
exit $result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount
