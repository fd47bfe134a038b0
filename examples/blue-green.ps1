#Requires -Version 7.4 -Modules BedrockModels
<#
.SYNOPSIS
    Switches a deployment to a new model, tests the model before and after, and switches back if anything fails.
.DESCRIPTION
    Callers always use the same model id, the ARN of the deployment. The script makes the new model (green), asks it behind a deployment of
    its own, switches the live deployment, and asks that one. If a step fails, or at Ctrl+C, the old model (blue) serves again and the trial
    deployment is deleted. With -RemoveOld, blue is deleted after green has answered behind the live deployment. -WhatIf shows the plan.

    This is a script and not a cmdlet, because the prompt, the check of the answer and what happens to blue differ for each team.
.EXAMPLE
    ./blue-green.ps1 -Deployment support -ModelName support-v3 -ModelPackageArn $arn -Prompt 'Reply with pong.' -Expect 'pong*' -WhatIf
.EXAMPLE
    ./blue-green.ps1 support support-v3 $arn 'What do you do?' { $_.Text -match 'order' -and $_.OutputTokens -lt 200 } -RemoveOld
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Deployment,
    [Parameter(Mandatory)] [string] $ModelName,
    [Parameter(Mandatory)] [string] $ModelPackageArn,
    # The prompt for green, and the expected answer: a wildcard or a script block.
    [Parameter(Mandatory)] [object] $Prompt,
    [Parameter(Mandatory)] [object] $Expect,
    [int] $MaxTokens = 100,
    [switch] $RemoveOld,
    [double] $Timeout = 3600,
    [double] $PollInterval = 30
)
$ErrorActionPreference = 'Stop'
$wait = @{ Wait = $true; Timeout = $Timeout; PollInterval = $PollInterval }
$question = @{ Prompt = $Prompt; Expect = $Expect; MaxTokens = $MaxTokens; Timeout = $Timeout }
$trialName = "$Deployment-trial-$([guid]::NewGuid().ToString('N').Substring(0, 8))"

$live = Get-BedrockCustomModelDeployment $Deployment
$blue = $live.ModelArn
Write-Host "Blue is $blue."
if (-not $PSCmdlet.ShouldProcess("deployment $Deployment in $($live.Region)", "Replace the model by $ModelName")) {
    Write-Host @"
The plan:
1. Create the model $ModelName from $ModelPackageArn, or use it if it exists, and wait until it is Active.
2. Deploy it as $trialName, ask it, compare the answer with -Expect, and delete this deployment.
3. Switch $Deployment to it, and wait for the end of the update.
4. Ask it behind $Deployment. If the answer is not as expected, switch back to blue.
5. $(if ($RemoveOld) { "Delete blue ($blue)." } else { 'Keep blue, because -RemoveOld is not set.' })
"@
    return
}

$trial, $switching, $done = $null, $false, $false
try {
    $green = New-BedrockCustomModel $ModelName -ModelPackageArn $ModelPackageArn -Region $live.Region -IfExists Return @wait
    Write-Host "Green is $($green.ModelArn)."

    $trial = New-BedrockCustomModelDeployment $green -ModelDeploymentName $trialName
    $trial | Wait-BedrockCustomModelDeployment -Timeout $Timeout -PollInterval $PollInterval | Invoke-BedrockModel @question | Out-Null
    Write-Host 'Green answered behind a deployment of its own.'

    $switching = $true
    $null = $live | Set-BedrockCustomModelDeployment -ModelArn $green.ModelArn @wait
    $live | Invoke-BedrockModel @question | Out-Null
    $done = $true
    Write-Host "Green answered behind the deployment $Deployment."
}
finally {
    # This block also runs at Ctrl+C. A deployment that is still changing cannot be changed or deleted, so it waits first.
    $end = @{ Timeout = $Timeout; PollInterval = $PollInterval; ErrorAction = 'Continue' }
    if ($switching -and -not $done) {
        $now = $live | Wait-BedrockCustomModelDeployment @end
        if ($now.ModelArn -ne $blue) {
            $now = $live | Set-BedrockCustomModelDeployment -ModelArn $blue -Wait @end
        }
        if ($now.ModelArn -eq $blue) { Write-Host "The deployment $Deployment uses blue again." }
        else { Write-Warning "The deployment $Deployment may still use green. Switch it to $blue." }
    }
    if ($trial) {
        $null = $trial | Wait-BedrockCustomModelDeployment -Timeout $Timeout -PollInterval $PollInterval -ErrorAction SilentlyContinue
        $trial | Remove-BedrockCustomModelDeployment -Force -ErrorAction Continue
    }
}

if ($RemoveOld -and $blue -ne $green.ModelArn) {
    Remove-BedrockCustomModel $blue -Force
    Write-Host 'Blue is deleted.'
}
