#Requires -Version 7.4 -Modules BedrockModels
<#
.SYNOPSIS
    Puts a new model behind a deployment, and takes the old one away when the new one serves.
.DESCRIPTION
    Callers keep their model id, the deployment's ARN, all the time. Any failure ends the script before the old model is
    touched, and the old model goes on serving.
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
# Nothing was made under -WhatIf, so there is nothing to switch to.
if (-not $green) { return }
"Green is $($green.ModelArn)."

Set-BedrockCustomModelDeployment $Deployment -ModelArn $green.ModelArn -Wait -PollInterval $PollInterval | Out-Host
"The deployment $Deployment serves green."

if ($RemoveOld -and $old -ne $green.ModelArn) {
    Remove-BedrockCustomModel $old -Force
    'Blue is gone.'
}
