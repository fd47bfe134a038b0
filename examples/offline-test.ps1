#Requires -Version 7.4 -Modules BedrockModels
<#
.SYNOPSIS
    Tests your own script, bulk-import.ps1 in this example, without an AWS account: when it succeeds and when the service fails.
.DESCRIPTION
    With -SetEnvironment, this process and its child processes use the emulator, so the tested script needs no change and no
    parameter. In Pester, the body of each -By is an It, and BeforeEach and AfterEach start and stop the emulator.
#>
$ErrorActionPreference = 'Stop'
$script:failed = 0
$rows = New-TemporaryFile

function Test-Script([string] $That, [hashtable] $With, [scriptblock] $By) {
    $emulator = Start-BedrockEmulator -ActivationTime 0.2 -SetEnvironment @With
    try { & $By; "passed: $That" }
    catch { $script:failed++; "FAILED: $That. $_" }
    finally { $emulator | Stop-BedrockEmulator }
}

function Assert([bool] $condition, [string] $what) { if (-not $condition) { throw $what } }

@'
ModelName,ModelPackageArn
first,arn:aws:sagemaker:us-east-1:123456789012:model-package/first/1
second,arn:aws:sagemaker:us-east-1:123456789012:model-package/second/1
not--a--name,arn:aws:sagemaker:us-east-1:123456789012:model-package/third/1
'@ | Set-Content $rows
try {
    Test-Script -That 'valid rows create models, and an invalid row is reported' -With @{} -By {
        $said = & "$PSScriptRoot/bulk-import.ps1" $rows -PollInterval 0.2
        Assert (@(Get-BedrockCustomModel -ModelStatus Active).Count -eq 2) 'Two models should be Active.'
        Assert ("$said" -like '*not--a--name*') 'The invalid row should be reported.'
    }
    $failure = @{ FailModel = @{ 'second' = 'The artifacts cannot be read.' } }
    Test-Script -That 'a model that fails is reported with its reason' -With $failure -By {
        $said = & "$PSScriptRoot/bulk-import.ps1" $rows -PollInterval 0.2
        Assert ("$said" -like '*The artifacts cannot be read.*') 'The reason should be reported.'
        Assert ($LASTEXITCODE -eq 1) 'The exit code should be 1.'
    }
    $throttling = @{ Fault = @{ Operation = 'CreateCustomModel'; Error = 'ThrottlingException'; Times = 2 } }
    Test-Script -That 'a service that throttles does not stop the import' -With $throttling -By {
        $null = & "$PSScriptRoot/bulk-import.ps1" $rows -PollInterval 0.2
        Assert (@(Get-BedrockCustomModel).Count -eq 2) 'Two models should exist.'
    }
}
finally { Remove-Item $rows }
exit $script:failed
