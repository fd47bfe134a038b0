#Requires -Version 7.4 -Modules BedrockModels
<#
.SYNOPSIS
    From a SageMaker training job to an Active custom model: finds the artifacts, checks everything, creates the model and waits.
.DESCRIPTION
    If a check fails, the script shows all checks that are not in order and stops before the wait. Checks that the caller is not
    allowed to run are Unknown and do not stop the script.
.EXAMPLE
    ./train-to-model.ps1 my-training-job support-assistant -RoleArn $role
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $TrainingJobName,
    [Parameter(Mandatory)] [string] $ModelName,
    [string] $RoleArn,
    [string] $OutputUri,
    [double] $PollInterval = 30
)
$ErrorActionPreference = 'Stop'

$artifact = Get-BedrockTrainingArtifact $TrainingJobName -OutputUri $OutputUri
"The artifact of $TrainingJobName is $artifact."

$problems = @($artifact | Test-BedrockCustomModel $ModelName -RoleArn $RoleArn | Where-Object Status -NE Pass)
$problems | Format-Table Check, Status, Message -Wrap | Out-Host
if ($problems.Status -contains 'Fail') {
    throw "The model $ModelName would fail. Correct the checks with the status Fail first."
}

$artifact | New-BedrockCustomModel $ModelName -RoleArn $RoleArn -Wait -PollInterval $PollInterval
