Describe 'The example train-to-model' {
    BeforeAll {
        Import-Module BedrockModels
        $script:root = Resolve-Path "$PSScriptRoot/../.."
        $script:escrow = 'customer-escrow-123456789012-smtj-1a2b3c'
        $script:arguments = @{
            TrainingJobName = 'my-job'; ModelName = 'trained'; PollInterval = 0.1; InformationAction = 'SilentlyContinue'
            RoleArn = 'arn:aws:iam::123456789012:role/SageMakerForBedrockModels'
        }
        $script:account = @{
            Roles = @{ SageMakerForBedrockModels = @{} }
            TrainingJobs = @{ 'my-job' = @{ OutputPath = 's3://output/jobs' } }
            Buckets = @{
                $escrow = @{ Objects = @{ 'my-job/1920/weights.bin' = 'weights' } }
                output = @{ Objects = @{
                    'jobs/my-job/output/output/manifest.json' = @{ checkpoint_s3_bucket = "s3://$escrow/my-job/1920" } | ConvertTo-Json
                } }
            }
        }
    }

    AfterEach {
        Get-BedrockEmulator | Stop-BedrockEmulator
    }

    It 'finds the artifact, checks, creates the model and waits; under -WhatIf it only checks' {
        $null = Start-BedrockEmulator -ActivationTime 0.1 -SetEnvironment -Account $account
        $null = & "$root/examples/train-to-model.ps1" @arguments -WhatIf
        Get-BedrockCustomModel | Should -BeNullOrEmpty
        $said, $model = & "$root/examples/train-to-model.ps1" @arguments
        $said | Should -Be "The artifact of my-job is s3://$escrow/my-job/1920."
        $model.ModelName, $model.ModelStatus | Should -Be 'trained', 'Active'
    }

    It 'creates the model if the caller may ask only SageMaker and read the manifest' {
        $account.Deny = 'sts:*', 'iam:*', 'kms:*', 'servicequotas:*', 's3:ListBucket'
        try { $null = Start-BedrockEmulator -ActivationTime 0.1 -SetEnvironment -Account $account }
        finally { $account.Remove('Deny') }
        (& "$root/examples/train-to-model.ps1" @arguments)[-1].ModelStatus | Should -Be 'Active'
    }

    It 'creates nothing if a check fails' {
        $null = Start-BedrockEmulator -ActivationTime 0.1 -SetEnvironment -Account ($account + @{ Quotas = @{ 'L-CB5B847D' = 0 } })
        { & "$root/examples/train-to-model.ps1" @arguments } | Should -Throw '*trained would fail*'
        Get-BedrockCustomModel | Should -BeNullOrEmpty
    }
}
