<#
Tests release-model.ps1 without an AWS account: against an emulator that this process, and all that it starts, takes for Amazon
Bedrock. Ends with exit code 1 where something is not as it should be.
#>
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../../BedrockModels.psd1"
$release = "$PSScriptRoot/release-model.ps1"
$package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/support-assistant/1'
$failed = 0

function Test-That([string] $What, [bool] $Holds) {
    if ($Holds) { "passed: $What" } else { "FAILED: $What"; $script:failed++ }
}

# The service throttles now and then; and a model named broken-... ends Failed.
$emulator = Start-BedrockEmulator -ActivationTime 0.5 -SetEnvironment -FailModel 'broken-*' -Fault @(
    @{ Operation = 'CreateCustomModel'; Error = 'ThrottlingException'; Times = 2 }
)
try {
    $arn = & $release -ModelName support-assistant -ModelPackageArn $package -PollInterval 0.2
    Test-That 'the script gives the ARN of a deployment' ($arn -like 'arn:aws:bedrock:*:custom-model-deployment/*')

    $creates = $emulator.LastRequests | Where-Object Operation -EQ CreateCustomModel
    Test-That 'it went on after being throttled' ("$($creates.Status)" -eq '429 429 202')
    Test-That 'it made one model' (@(Get-BedrockCustomModel).Count -eq 1)

    $message = try { & $release -ModelName broken-one -ModelPackageArn $package -PollInterval 0.2 } catch { "$_" }
    Test-That 'it ends with the reason where the model fails' ($message -like '*could not be validated*')
    Test-That 'and deploys nothing then' (@(Get-BedrockCustomModelDeployment).Count -eq 1)
}
finally {
    $emulator | Stop-BedrockEmulator
}

exit [int]($failed -gt 0)
