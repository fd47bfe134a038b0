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

        It 'deploys a model and takes it back' {
            $deployment = New-BedrockCustomModel m1 -ModelPackageArn $package -Wait -PollInterval 0.1 | New-BedrockCustomModelDeployment -ModelDeploymentName d1 -Wait -PollInterval 0.1
            $deployment.Status | Should -Be 'Active'
            $deployment | Remove-BedrockCustomModelDeployment -Force
            @(Get-BedrockCustomModelDeployment).Count | Should -Be 0
        }

        It 'buys throughput and gives it back' {
            $throughput = New-BedrockCustomModel m1 -ModelPackageArn $package -Wait -PollInterval 0.1 | New-BedrockProvisionedModelThroughput -ProvisionedModelName p1 -Force -Wait -PollInterval 0.1
            $throughput.Status | Should -Be 'InService'
            $throughput | Remove-BedrockProvisionedModelThroughput -Force
            @(Get-BedrockProvisionedModelThroughput).Count | Should -Be 0
        }
    }

    Context 'Input' {
        It 'takes rows of a CSV, with empty cells' {
            Set-Content TestDrive:/models.csv 'ModelName,ModelPackageArn,S3Uri,RoleArn,Tag', "a,$package,,,Team=ML;Stage=test", 'b,,s3://bucket/key/,arn:aws:iam::123456789012:role/r,'
            $models = Import-Csv TestDrive:/models.csv | New-BedrockCustomModel
            $models.ModelName | Should -Be 'a', 'b'
            ($models[0] | Get-BedrockResourceTag).Count | Should -Be 2
        }

        It 'takes the bodies of the API page as they stand' {
            $json = '{ "modelName": "doc", "clientRequestToken": "unique-token-123", "modelSourceConfig": { "s3DataSource": { "s3Uri": "s3://bucket/key/" } }, "roleArn": "arn:aws:iam::123456789012:role/r", "modelTags": [ { "key": "Team", "value": "ML" } ] }'
            $model = $json | ConvertFrom-Json | New-BedrockCustomModel
            $model.ModelName | Should -Be 'doc'
            ($model | Get-BedrockResourceTag).Value | Should -Be 'ML'
        }
    }

    Context 'Pipelines and preferences' {
        BeforeEach {
            'a', 'b', 'c' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package } | Wait-BedrockCustomModel -PollInterval 0.1 | Out-Null
        }

        It 'ends when Select-Object -First has enough' {
            @(Get-BedrockCustomModel -PageSize 1 | Select-Object -First 2).Count | Should -Be 2
        }

        It 'goes on after an item that fails, and stops where the preference says so' {
            $found = 'a', 'nobody', 'c' | Get-BedrockCustomModel -ErrorAction SilentlyContinue -ErrorVariable problems
            $found.ModelName | Should -Be 'a', 'c'
            $problems[0].FullyQualifiedErrorId | Should -Be 'ResourceNotFoundException,BedrockModels.GetBedrockCustomModelCommand'
            $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $problems[0].TargetObject | Should -Be 'nobody'
            { $ErrorActionPreference = 'Stop'; 'a', 'nobody', 'c' | Get-BedrockCustomModel } | Should -Throw -ErrorId 'ResourceNotFoundException*'
        }

        It 'is caught by its type' {
            $caught = try { Get-BedrockCustomModel nobody -ErrorAction Stop } catch [BedrockModels.BedrockException] { $_.Exception }
            $caught.StatusCode | Should -Be 404
            $caught.RequestId | Should -Not -BeNullOrEmpty
        }

        It 'shows an error in one short block' {
            $text = pwsh -NoProfile -Command 'Get-BedrockCustomModel nobody' 2>&1 | Out-String
            $text | Should -Match 'Get-BedrockCustomModel: .*nobody'
            $text | Should -Not -Match '   at BedrockModels'
        }

        It 'works in ForEach-Object -Parallel' {
            $names = 'a', 'b', 'c' | ForEach-Object -Parallel { (Get-BedrockCustomModel $_).ModelName } | Sort-Object
            $names | Should -Be 'a', 'b', 'c'
        }

        It 'works in a job, and its objects go on' {
            $models = Start-Job { Get-BedrockCustomModel a, b } | Receive-Job -Wait -AutoRemoveJob
            ($models | Format-Table | Out-String) | Should -Be (Get-BedrockCustomModel a, b | Format-Table | Out-String)
            $models[0].CreationTime.LocalDateTime | Should -Be (Get-BedrockCustomModel a).CreationTime.LocalDateTime
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

        It 'comes back from a file as it was' {
            $model = Get-BedrockCustomModel a
            $model | Export-Clixml TestDrive:/model.xml
            $back = Import-Clixml TestDrive:/model.xml
            $back.ModelArn | Should -Be $model.ModelArn
            ($back | Format-Table | Out-String) | Should -Be ($model | Format-Table | Out-String)
            ($back | Get-BedrockCustomModel).ModelName | Should -Be 'a'
        }
    }

    Context 'Views' {
        BeforeEach {
            $script:model = New-BedrockCustomModel shown -ModelPackageArn $package -Wait -PollInterval 0.1
        }

        It 'shows a table' {
            $lines = $model | Format-Table | Out-String -Width 80 -Stream | Where-Object { $_ }
            $lines[0] | Should -Match '^Name +Status +Created +Customization +Region'
            $lines[2] | Should -Match "^shown +Active +$($model.CreationTime.LocalDateTime.ToString('yyyy-MM-dd HH:mm')) +IMPORTED +us-east-1"
        }

        It 'shows a list with everything that there is' {
            $text = $model | Format-List | Out-String -Width 120
            foreach ($name in 'ModelName', 'ModelArn', 'ModelStatus', 'CreationTime', 'CustomizationType', 'BaseModelArn', 'ModelKmsKeyArn', 'Region') { $text | Should -Match "(?m)^$name +:" }
            $text | Should -Not -Match 'HyperParameters'
        }

        It 'keeps the offset in the object' {
            $model.CreationTime | Should -BeOfType [DateTimeOffset]
        }
    }

    Context 'Completion' {
        BeforeEach {
            $null = New-BedrockCustomModel complete-me -ModelPackageArn $package
        }

        It 'completes <Text> with <Expected>' -TestCases @(
            @{ Text = 'Get-BedrockCustomModel comp'; Expected = 'complete-me' }
            @{ Text = 'Get-BedrockCustomModel -ModelStatus A'; Expected = 'Active' }
            @{ Text = 'Get-BedrockCustomModel -SortOrder A'; Expected = 'Ascending' }
            @{ Text = 'Get-BedrockCustomModel -Region us-eas'; Expected = 'us-east-1' }
            @{ Text = 'New-BedrockCustomModel -IfExists R'; Expected = 'Return' }
        ) {
            (TabExpansion2 $Text $Text.Length).CompletionMatches.CompletionText | Should -Contain $Expected
        }
    }
}
