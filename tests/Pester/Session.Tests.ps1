BeforeAll {
    Import-Module BedrockModels
    $script:package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/any/1'
}

Describe 'A session with an emulator' {
    BeforeEach {
        $null = Start-BedrockEmulator -ActivationTime 0.1 -SetEnvironment
    }

    AfterEach {
        Get-BedrockEmulator | Stop-BedrockEmulator
    }

    Context 'Models, deployments and throughput from end to end' {
        It 'creates, waits, reads, tags and deletes a model' {
            $model = New-BedrockCustomModel m1 -ModelPackageArn $package -Tag @{ Team = 'ML' } -Wait -PollInterval 0.1
            $model.ModelStatus | Should -Be 'Active'
            $model | Add-BedrockResourceTag -Tag @{ Stage = 'test' }
            ($model | Get-BedrockResourceTag -AsHashtable)['Stage'] | Should -Be 'test'
            $model | Remove-BedrockResourceTag -TagKey Stage
            ($model | Get-BedrockResourceTag).Key | Should -Be 'Team'
            $model | Remove-BedrockCustomModel -Force
            @(Get-BedrockCustomModel).Count | Should -Be 0
        }

        It 'deploys a model and deletes the deployment' {
            $deployment = New-BedrockCustomModel m1 -ModelPackageArn $package -Wait -PollInterval 0.1 |
                New-BedrockCustomModelDeployment -ModelDeploymentName d1 -Wait -PollInterval 0.1
            $deployment.Status | Should -Be 'Active'
            $next = New-BedrockCustomModel m2 -ModelPackageArn $package -Wait -PollInterval 0.1
            ($deployment | Set-BedrockCustomModelDeployment -ModelArn $next -Wait -PollInterval 0.1).ModelArn | Should -Be $next.ModelArn
            (Get-BedrockCustomModelDeployment d1 | Wait-BedrockCustomModelDeployment -PollInterval 0.1).ModelArn | Should -Be $next.ModelArn
            $deployment | Remove-BedrockCustomModelDeployment -Force
            @(Get-BedrockCustomModelDeployment).Count | Should -Be 0
        }

        It 'buys throughput and deletes it' {
            $throughput = New-BedrockCustomModel m1 -ModelPackageArn $package -Wait -PollInterval 0.1 |
                New-BedrockProvisionedModelThroughput -ProvisionedModelName p1 -Force -Wait -PollInterval 0.1
            $throughput.Status | Should -Be 'InService'
            $renamed = $throughput | Set-BedrockProvisionedModelThroughput -DesiredProvisionedModelName p2 -Wait -PollInterval 0.1
            $renamed.ProvisionedModelName | Should -Be 'p2'
            (Get-BedrockProvisionedModelThroughput p2 | Wait-BedrockProvisionedModelThroughput -PollInterval 0.1).Status |
                Should -Be 'InService'
            $throughput | Remove-BedrockProvisionedModelThroughput -Force
            @(Get-BedrockProvisionedModelThroughput).Count | Should -Be 0
        }
    }

    Context 'Emulators' {
        It 'shows the requests of each emulator, and restores the environment' {
            $second = Start-BedrockEmulator
            $null = Get-BedrockCustomModel -EndpointUrl $second.EndpointUrl
            (Get-BedrockEmulator $second.Port).LastRequests.Operation | Should -Be 'ListCustomModels'
            @(Get-BedrockEmulator).Count | Should -Be 2
            $env:AWS_ENDPOINT_URL_BEDROCK | Should -Not -Be $second.EndpointUrl
            Get-BedrockEmulator | Stop-BedrockEmulator
            $env:AWS_ENDPOINT_URL_BEDROCK | Should -BeNullOrEmpty
            @(Get-BedrockEmulator).Count | Should -Be 0
        }
    }

    Context 'Input' {
        It 'accepts rows of a CSV file with empty cells' {
            Set-Content TestDrive:/models.csv 'ModelName,ModelPackageArn,S3Uri,RoleArn,Tag', "a,$package,,,Team=ML;Stage=test",
                'b,,s3://bucket/key/,arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock,'
            $models = Import-Csv TestDrive:/models.csv | New-BedrockCustomModel
            $models.ModelName | Should -Be 'a', 'b'
            ($models[0] | Get-BedrockResourceTag).Count | Should -Be 2
        }

        It 'accepts the request body of the API page with <From>' -TestCases @(
            @{ From = 'a model package'
                Source = '"customModelDataSource": { "modelPackageArnDataSource": { "modelPackageArn": ' +
                    '"arn:aws:sagemaker:us-east-1:123456789012:model-package/my-model-package/1" } }' }
            @{ From = 'S3'
                Source = '"modelSourceConfig": { "s3Uri": "s3://my-bucket/my-model/" }, ' +
                    '"roleArn": "arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock"' }
        ) {
            $json = '{ "modelName": "doc", "clientRequestToken": "unique-token-123", ' + $Source +
                ', "modelTags": [ { "key": "Team", "value": "ML" } ] }'
            $model = $json | ConvertFrom-Json | New-BedrockCustomModel
            $model.ModelName | Should -Be 'doc'
            ($model | Get-BedrockResourceTag).Value | Should -Be 'ML'
            $splatted = $json | ConvertFrom-Json -AsHashtable
            (New-BedrockCustomModel @splatted).ModelArn | Should -Be $model.ModelArn -Because 'one token creates one model'
        }
    }

    Context 'Pipelines and preferences' {
        BeforeEach {
            'a', 'b', 'c' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package } |
                Wait-BedrockCustomModel -PollInterval 0.1 | Out-Null
        }

        It 'stops when Select-Object -First has enough objects' {
            @(Get-BedrockCustomModel -PageSize 1 | Select-Object -First 2).Count | Should -Be 2
        }

        It 'continues after an item that fails, and stops if the preference is Stop' {
            $found = 'a', 'nobody', 'c' | Get-BedrockCustomModel -ErrorAction SilentlyContinue -ErrorVariable problems
            $found.ModelName | Should -Be 'a', 'c'
            $problems[0].FullyQualifiedErrorId | Should -Be 'ResourceNotFoundException,BedrockModels.GetBedrockCustomModelCommand'
            $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $problems[0].TargetObject | Should -Be 'nobody'
            { $ErrorActionPreference = 'Stop'; 'a', 'nobody', 'c' | Get-BedrockCustomModel } |
                Should -Throw -ErrorId 'ResourceNotFoundException*'
            $seen = & { $ErrorActionPreference = 'SilentlyContinue'; 'nobody', 'c' | Get-BedrockCustomModel } 2>&1
            $seen.ModelName | Should -Be 'c'
        }

        It 'throws an exception that can be caught by its type' {
            $caught = try { Get-BedrockCustomModel nobody -ErrorAction Stop } catch [BedrockModels.BedrockException] { $_.Exception }
            $caught.StatusCode | Should -Be 404
            $caught.RequestId | Should -Not -BeNullOrEmpty
        }

        It 'shows an error in one short block' {
            $text = pwsh -NoProfile -Command 'Get-BedrockCustomModel nobody' 2>&1 | Out-String
            $text | Should -Match 'Get-BedrockCustomModel: .*nobody'
            $text | Should -Not -Match '   at BedrockModels'
        }

        It 'writes the status of a wait as lines where the output of pwsh is redirected' {
            $said = pwsh -NoProfile -Command ("Remove-Item env:CI, env:TF_BUILD, env:GITHUB_ACTIONS -ErrorAction Ignore; " +
                '$emulator = Start-BedrockEmulator -ActivationTime 1; $null = New-BedrockCustomModel m1 -ModelPackageArn ' +
                "$package -EndpointUrl `$emulator.EndpointUrl -Wait -PollInterval 0.1")
            $said | Should -Match '^The custom model m1 .*changed from Creating to Active'
        }

        It 'works in ForEach-Object -Parallel' {
            $names = 'a', 'b', 'c' | ForEach-Object -Parallel { (Get-BedrockCustomModel $_).ModelName } | Sort-Object
            $names | Should -Be 'a', 'b', 'c'
        }

        It 'works in a job, and the objects can be piped on' {
            $models = Start-Job { Get-BedrockCustomModel a, b } | Receive-Job -Wait -AutoRemoveJob
            ($models | Format-Table | Out-String) | Should -Be (Get-BedrockCustomModel a, b | Format-Table | Out-String)
            $models[0].CreationTime | Should -Be (Get-BedrockCustomModel a).CreationTime
            $models | Remove-BedrockCustomModel -Force
            (Get-BedrockCustomModel).ModelName | Should -Be 'c'
        }

        It 'works in a thread job' -Skip:(-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
            (Start-ThreadJob { Get-BedrockCustomModel a } | Receive-Job -Wait -AutoRemoveJob).ModelName | Should -Be 'a'
        }

        It 'works in a module and in a child process' {
            $module = New-Module { function Read-Name { (Get-BedrockCustomModel a).ModelName } }
            & $module { Read-Name } | Should -Be 'a'
            pwsh -NoProfile -Command '(Get-BedrockCustomModel a).ModelName' | Should -Be 'a'
        }

    }

    Context 'Completion' {
        BeforeEach {
            $script:model = New-BedrockCustomModel complete-me -ModelPackageArn $package -Tag @{ Team = 'ML' } -Wait -PollInterval 0.1
            $null = $model | New-BedrockCustomModelDeployment -ModelDeploymentName deployed-one
            $null = $model | New-BedrockProvisionedModelThroughput -ProvisionedModelName paid-one
            $script:profiles = Join-Path $TestDrive credentials
            Set-Content $profiles '[work]', 'aws_access_key_id = a', 'aws_secret_access_key = b'
        }

        It 'completes <Text> with <Expected>' -TestCases @(
            @{ Text = 'Get-BedrockCustomModel comp'; Expected = 'complete-me' }
            @{ Text = 'Get-BedrockCustomModel -ModelStatus A'; Expected = 'Active' }
            @{ Text = 'Get-BedrockCustomModel -SortOrder A'; Expected = 'Ascending' }
            @{ Text = 'Get-BedrockCustomModel -Region us-eas'; Expected = 'us-east-1' }
            @{ Text = 'New-BedrockCustomModel -IfExists Ret'; Expected = 'Return' }
            @{ Text = 'Get-BedrockCustomModel -ProfileLocation "{0}" -ProfileName w'; Expected = 'work' }
            @{ Text = 'Remove-BedrockCustomModelDeployment dep'; Expected = 'deployed-one' }
            @{ Text = 'Get-BedrockCustomModelDeployment -Status A'; Expected = 'Active' }
            @{ Text = 'Set-BedrockProvisionedModelThroughput pai'; Expected = 'paid-one' }
            @{ Text = 'Get-BedrockProvisionedModelThroughput -Status I'; Expected = 'InService' }
            @{ Text = 'New-BedrockProvisionedModelThroughput -CommitmentDuration O'; Expected = 'OneMonth' }
            @{ Text = 'Remove-BedrockResourceTag {1} -TagKey T'; Expected = 'Team' }
        ) {
            $line = $Text -f $profiles, $model.ModelArn
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain $Expected
        }
    }
}
