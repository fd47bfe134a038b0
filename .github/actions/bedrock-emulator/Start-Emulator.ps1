#Requires -Version 7.4
<#
.SYNOPSIS
    Starts an emulator that runs longer than this step, waits until it responds, and passes its address and keys to the later steps.
#>
param(
    [Parameter(Mandatory)] [string] $Version,
    # Parameters of Start-BedrockEmulator, as the text of a hashtable of constants.
    [string] $Settings = '@{}',
    # In seconds.
    [double] $Timeout = 60
)
$ErrorActionPreference = 'Stop'

$folder = (New-Item (Join-Path $env:RUNNER_TEMP "bedrock-emulator-$(New-Guid)") -ItemType Directory).FullName
Set-Content "$folder/settings.psd1" $Settings
$serve = "$PSScriptRoot/Invoke-Emulator.ps1"
# The process must not hold the output of this step, because the runner waits for its end.
$id = if ($IsWindows) {
    $arguments = '-NoProfile', '-NonInteractive', '-File', "`"$serve`"", $Version, "`"$folder`""
    (Start-Process pwsh $arguments -WindowStyle Hidden -PassThru).Id
}
else {
    $command = 'nohup pwsh -NoProfile -NonInteractive -File "$1" "$2" "$3" </dev/null >"$3/log.txt" 2>&1 & echo $!'
    sh -c $command sh $serve $Version $folder
}

$limit = [datetime]::UtcNow.AddSeconds($Timeout)
while (-not (Test-Path "$folder/started.json")) {
    $isOver = [datetime]::UtcNow -gt $limit
    if ($isOver -or (Test-Path "$folder/error.txt") -or -not (Get-Process -Id $id -ErrorAction Ignore)) {
        Stop-Process -Id $id -Force -ErrorAction Ignore
        $reason = Get-Content "$folder/error.txt", "$folder/log.txt" -ErrorAction Ignore | Out-String
        throw "The emulator did not start$(if ($isOver) { " within $Timeout seconds" }). $reason".Trim()
    }
    Start-Sleep -Milliseconds 100
}
$started = Get-Content "$folder/started.json" -Raw | ConvertFrom-Json -AsHashtable
Remove-Item "$folder/started.json", "$folder/settings.psd1"
try { $null = Invoke-WebRequest $started.EndpointUrl -NoProxy -SkipHttpErrorCheck -TimeoutSec 10 }
catch { throw "The emulator started, but $($started.EndpointUrl) does not respond. $_" }

foreach ($name in $started.Environment.Keys | Sort-Object) {
    $value = $started.Environment[$name]
    if ($value -and $name -match 'KEY|TOKEN') { "::add-mask::$value" }
    "$name=$value" | Add-Content $env:GITHUB_ENV
}
"endpoint-url=$($started.EndpointUrl)", "process-id=$id" | Add-Content $env:GITHUB_OUTPUT
"The emulator of BedrockModels $Version serves $($started.EndpointUrl) until the job ends (process $id)."
"The later steps have these variables: $(($started.Environment.Keys | Sort-Object) -join ', ')."
