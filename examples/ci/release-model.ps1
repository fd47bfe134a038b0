<#
A release script as a pipeline runs it: creates a custom model from a SageMaker model package, waits until it is Active, deploys
it, and says under which ARN it answers. It knows nothing of an emulator; AWS or not is for the environment to say.
#>
param(
    [Parameter(Mandatory)] [string] $ModelName,
    [Parameter(Mandatory)] [string] $ModelPackageArn,
    [double] $PollInterval = 30
)
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../../BedrockModels.psd1"

$model = New-BedrockCustomModel $ModelName -ModelPackageArn $ModelPackageArn -IfExists Return -Wait -PollInterval $PollInterval
$deployment = $model | New-BedrockCustomModelDeployment -ModelDeploymentName $ModelName -Wait -PollInterval $PollInterval
$deployment.CustomModelDeploymentArn
