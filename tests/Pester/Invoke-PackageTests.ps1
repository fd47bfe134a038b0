<#
Runs the tests of this folder with a package, outside the repository. The tests can import only a copy of this package.
The exit code is the number of failed tests. `dotnet test` runs this script with the Pester version that NuGet provides.
#>
param(
    # The folder of a packaged manifest. Default: the files of the last build, copied by the task Layout of build.ps1.
    [string] $Package,
    # The path of the Pester manifest. Default: the newest installed Pester. The tests run in Pester 5 and 6.
    [string] $Pester = 'Pester',
    # The file for the results, as JUnit XML.
    [string] $ResultPath
)
$ErrorActionPreference = 'Stop'
$modules = Join-Path ([IO.Path]::GetTempPath()) "bedrock-package-$PID"
# Sessions that the tests start find the copy by name.
$env:PSModulePath = $modules + [IO.Path]::PathSeparator + $env:PSModulePath
# These sessions use the current PowerShell, even if another one is installed.
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
