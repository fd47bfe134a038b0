<#
The main task from start to end, without an AWS account: create two custom models, wait for them, delete one, deploy the other, ask it.
The script uses an emulator of the service in this process, over real signed HTTP. To use AWS, remove Start-BedrockEmulator and
Stop-BedrockEmulator, and use your own names and ARNs.
#>
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../BedrockModels.psd1"

# With -SetEnvironment, this process and its child processes use the emulator. A model becomes Active after three seconds.
$emulator = Start-BedrockEmulator -ActivationTime 3 -SetEnvironment
try {
    "1. An emulator of Amazon Bedrock runs at $emulator, and counts requests."

    ''
    '2. Create a model from a SageMaker model package, and one from S3 with a role.'
    $fromPackage = @{
        ModelName       = 'support-assistant'
        ModelPackageArn = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/support-assistant/1'
        Tag             = @{ Environment = 'Production'; Team = 'Support' }
    }
    $fromS3 = @{
        ModelName = 'claims-reader'
        S3Uri     = 's3://customer-escrow-123456789012-smtj-1a2b3c/claims-reader/step_100'
        RoleArn   = 'arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock'
        Tag       = @{ Environment = 'Test'; Team = 'Claims' }
    }
    $created = @(
        New-BedrockCustomModel @fromPackage
        New-BedrockCustomModel @fromS3
    )
    $created | Out-Host

    ''
    '3. Wait until both are Active.'
    $created | Wait-BedrockCustomModel -PollInterval 1 -Timeout 60 | Out-Host

    ''
    '4. Read one back, by its name.'
    $model = Get-BedrockCustomModel -ModelIdentifier support-assistant
    "   $($model.ModelName) is $($model.ModelStatus) in $($model.Region):"
    "   $($model.ModelArn)"

    ''
    '5. An invalid name is an error, before any request is sent.'
    try {
        New-BedrockCustomModel -ModelName 'support--assistant' -ModelPackageArn $fromPackage.ModelPackageArn
    }
    catch {
        "   $($_.Exception.Message)"
    }

    ''
    '6. Delete the other model. -Cascade first deletes what uses it (nothing here).'
    Get-BedrockCustomModel claims* | Remove-BedrockCustomModel -Cascade -Force
    "   Left: $((Get-BedrockCustomModel).ModelName). Requests served: $($emulator.RequestCount)."

    ''
    '7. Deploy the model on demand, and show its details.'
    '   (If a model does not allow it: New-BedrockProvisionedModelThroughput.)'
    $deployment = $model | New-BedrockCustomModelDeployment -Wait -PollInterval 1
    Get-BedrockCustomModel -Detailed | Out-Host
    "   $($deployment.ModelDeploymentName) is deployed and $($deployment.Status). The model id for inference:"
    "   $($deployment.CustomModelDeploymentArn)"

    ''
    '8. Ask the model. A model of the emulator returns its name and the prompt.'
    $answer = $deployment | Invoke-BedrockModel -Prompt 'Where is my order?' -Expect 'support-assistant*'
    "   $($answer.Text) ($($answer.InputTokens) tokens in, $($answer.OutputTokens) out)"
}
finally {
    # Restores the environment.
    $emulator | Stop-BedrockEmulator
}
