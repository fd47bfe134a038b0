<#
.SYNOPSIS
Judges the changes that Stryker makes to a project, each in a process of its own.
.DESCRIPTION
Stryker writes all its changes into one assembly, and an environment variable chooses one. Its runner for Microsoft.Testing.Platform
keeps its processes, so a change in a table that is filled once for each process is never seen. This script lets Stryker build the
assembly, and then runs the tests of the configuration once for each change.
.PARAMETER Project
The configuration beside this script: protocol, emulator, client or cmdlets.
.PARAMETER Sample
The number of changes to judge, chosen at random from -Seed. 0 judges all of them.
.EXAMPLE
./mutation/Invoke-Mutation.ps1 -Project protocol
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [ValidateSet('protocol', 'emulator', 'client', 'cmdlets')] [string]$Project,
    [int]$Sample = 0,
    [int]$Seed = 1,
    [int]$ThrottleLimit = [Environment]::ProcessorCount,
    [int]$TimeoutSeconds = 300
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$tests = Split-Path $PSScriptRoot
$configuration = Get-Content "$PSScriptRoot/$Project.json" -Raw | ConvertFrom-Json
$settings = $configuration.'stryker-config'
$filter = $settings.'test-case-filter'
$assembly = [IO.Path]::ChangeExtension($settings.project, '.dll')
$work = Join-Path ([IO.Path]::GetTempPath()) "mutation-$([Guid]::NewGuid().ToString('N'))"
$null = New-Item -ItemType Directory "$work/Debug"

# A test project with one test, which copies the changed assembly. No other test runs, so Stryker judges nothing and only lists the
# changes.
$bench = New-Item -ItemType Directory "$tests/obj/mutation/$Project" -Force
@"
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <OutputType>Exe</OutputType>
    <RunAnalyzers>false</RunAnalyzers>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="xunit.v3" />
    <ProjectReference Include="$(Get-ChildItem "$tests/../../src" -Recurse -Filter $settings.project)" />
  </ItemGroup>
</Project>
"@ | Set-Content "$bench/Bench.csproj"
@"
namespace Bench;

public class CopyTests
{
    [Xunit.Fact]
    public void Copy() =>
        System.IO.File.Copy(System.IO.Path.Combine(System.AppContext.BaseDirectory, "$assembly"), @"$work/$assembly", true);
}
"@ | Set-Content "$bench/CopyTests.cs"
# Some tests read the configuration from the path of their assembly.
$bin = "$work/Debug/net10.0"
Copy-Item "$tests/bin/Debug/net10.0" $bin -Recurse -Force
$settings.PSObject.Properties.Remove('test-case-filter')
$settings.thresholds = @{ high = 1; low = 0; break = 0 }
$configuration | ConvertTo-Json -Depth 9 | Set-Content "$work/stryker.json"
Push-Location $bench
dotnet stryker --config-file "$work/stryker.json" --output "$work/report" > "$work/stryker.log"
Pop-Location
$unchanged = Get-FileHash "$bin/$assembly"
Move-Item "$work/$assembly" $bin -Force
if ((Get-FileHash "$bin/$assembly").Hash -eq $unchanged.Hash) { throw "Stryker did not change $assembly. See $work/stryker.log." }

$report = Get-Content "$work/report/reports/mutation-report.json" -Raw | ConvertFrom-Json -AsHashtable
$changes = foreach ($file in $report.files.Keys) {
    foreach ($mutant in $report.files[$file].mutants | Where-Object status -NotIn Ignored, CompileError) {
        [pscustomobject]@{
            Id = $mutant.id; File = Split-Path $file -Leaf; Line = $mutant.location.start.line; Kind = $mutant.mutatorName
            Replacement = $mutant['replacement']; Status = ''
        }
    }
}

if ($Sample -gt 0 -and $Sample -lt $changes.Count) {
    $changes = $changes | Get-Random -Count $Sample -SetSeed $Seed | Sort-Object File, Line
}

$judge = {
    $variables = @{ STRYKER_MUTANT_ID_CONTROL_VAR = 'MUTATION_ID'; MUTATION_ID = "$($_.Id)" }
    $arguments = "$using:bin/BedrockModels.Tests.dll", '--filter', "`"$using:filter`"", '--stop-on-fail', 'on', '--progress', 'off'
    $log = "$using:work/$($_.Id).log"
    $run = @{ Environment = $variables; PassThru = $true; RedirectStandardOutput = $log; RedirectStandardError = "$log.err" }
    $process = Start-Process dotnet $arguments @run
    $_.Status = if (-not $process.WaitForExit($using:TimeoutSeconds * 1000)) { $process.Kill($true); 'Timeout' }
    elseif ($process.ExitCode -eq 0) { 'Survived' }
    else { 'Killed' }
    $_
}

$unchanged = [pscustomobject]@{ Id = -1; Status = '' } | ForEach-Object -Parallel $judge
if ($unchanged.Status -ne 'Survived') {
    throw "The tests fail without a change. See $work/-1.log."
}

$judged = $changes | ForEach-Object -Parallel $judge -ThrottleLimit $ThrottleLimit
$judged | Sort-Object File, Line | Export-Csv "$work/judged.csv"
$judged | Where-Object Status -NE Killed | Sort-Object File, Line | Format-Table File, Line, Kind, Status, Replacement | Out-Host
$detected = @($judged | Where-Object Status -NE Survived).Count
$score = 100 * $detected / $judged.Count
'{0}: {1} of {2} changes detected ({3:F1} %), of them {4} by a timeout; target {5} %; details in {6}' -f $Project, $detected,
    $judged.Count, $score, @($judged | Where-Object Status -EQ Timeout).Count, (Get-Content "$PSScriptRoot/$Project.json" -Raw |
        ConvertFrom-Json).'stryker-config'.thresholds.break, "$work/judged.csv"
if ($score -lt (Get-Content "$PSScriptRoot/$Project.json" -Raw | ConvertFrom-Json).'stryker-config'.thresholds.break) { exit 1 }
