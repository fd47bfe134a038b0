#Requires -Version 7.4 -Modules BedrockModels
<#
.SYNOPSIS
    Puts a new model behind a deployment and, with -RemoveOld, deletes the old model when the new one is in use.
.DESCRIPTION
    Callers always use the same model id, the ARN of the deployment. If a step fails, the script stops before it deletes the
    old model, and the old model stays in use.
.EXAMPLE
    ./blue-green.ps1 -Deployment support -ModelName support-v3 -ModelPackageArn $arn -RemoveOld
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Deployment,
    [Parameter(Mandatory)] [string] $ModelName,
    [Parameter(Mandatory)] [string] $ModelPackageArn,
    [switch] $RemoveOld,
    [double] $PollInterval = 30
)
$ErrorActionPreference = 'Stop'

$old = (Get-BedrockCustomModelDeployment $Deployment).ModelArn
"Blue is $old."

$green = New-BedrockCustomModel $ModelName -ModelPackageArn $ModelPackageArn -IfExists Return -Wait -PollInterval $PollInterval
# Under -WhatIf no model was created, so there is no model to switch to.
if (-not $green) { return }
"Green is $($green.ModelArn)."

Set-BedrockCustomModelDeployment $Deployment -ModelArn $green.ModelArn -Wait -PollInterval $PollInterval | Out-Host
"The deployment $Deployment uses green."

if ($RemoveOld -and $old -ne $green.ModelArn) {
    Remove-BedrockCustomModel $old -Force
    'Blue is deleted.'
}
