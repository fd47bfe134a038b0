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

    Context 'Output' {
        BeforeEach {
            $script:model = New-BedrockCustomModel shown -ModelPackageArn $package -Tag @{ Team = 'ML' } -Wait -PollInterval 0.1
            $script:deployment = $model | New-BedrockCustomModelDeployment -Wait -PollInterval 0.1
            $script:throughput = $model | New-BedrockProvisionedModelThroughput -Wait -PollInterval 0.1
        }

        It 'shows <Of> as a table and as a list' -TestCases @(
            @{ Of = '$model'; Table = '^Status +Created +Region +Name'; Row = '^Active +{0} +us-east-1 +shown';
                Listed = 'ModelName', 'ModelArn', 'ModelStatus', 'CreationTime', 'CustomizationType', 'BaseModelArn', 'ModelKmsKeyArn',
                    'Region' }
            @{ Of = 'Get-BedrockCustomModel'; Table = '^Status +Created +Region +Name';
                Row = '^Active +{0} +us-east-1 +shown';
                Listed = 'ModelName', 'ModelArn', 'ModelStatus', 'CreationTime', 'OwnerAccountId', 'Region' }
            @{ Of = 'Get-BedrockCustomModel -Detailed'; Table = '^Status +Created +Region +Uses +Tags +Name';
                Row = '^Active +[0-9-]{{10}} +us-east-1 +2 Team=ML +shown';
                Listed = 'ModelName', 'ModelKmsKeyArn', 'InUse', 'Tags', 'Deployments', 'ProvisionedModelThroughputs', 'Region' }
            @{ Of = '$deployment'; Table = '^Status +Created +Model +Region +Name'; Row = '^Active +{0} +[a-z0-9]{{12}} +us-east-1 +shown';
                Listed = 'ModelDeploymentName', 'CustomModelDeploymentArn', 'Status', 'CreatedAt', 'LastUpdatedAt', 'Region' }
            @{ Of = 'Get-BedrockCustomModelDeployment'; Table = '^Status +Created +Model +Region +Name';
                Row = '^Active +{0} +[a-z0-9]{{12}} +us-east-1 +shown';
                Listed = 'CustomModelDeploymentName', 'CustomModelDeploymentArn', 'Status', 'Region' }
            @{ Of = '$throughput'; Table = '^Status +Units +Hours +Commitment +Model +Region +Name';
                Row = '^InService +1 +[0-9]+ +none +[a-z0-9]{{12}} +us-east-1 +shown';
                Listed = 'ProvisionedModelName', 'ProvisionedModelArn', 'Status', 'ModelUnits', 'CreationTime', 'Region' }
            @{ Of = 'Get-BedrockProvisionedModelThroughput'; Table = '^Status +Units +Hours +Commitment +Model +Region +Name';
                Row = '^InService +1 +[0-9]+ +none +[a-z0-9]{{12}} +us-east-1 +shown';
                Listed = 'ProvisionedModelName', 'ProvisionedModelArn', 'Status', 'ModelUnits', 'Region' }
            @{ Of = '$model | Get-BedrockResourceTag'; Table = '^Key +Value'; Row = '^Team +ML'; Listed = 'Key', 'Value', 'ResourceArn' }
            @{ Of = 'Get-BedrockEmulator'; Table = '^EndpointUrl +Activation +Requests +Started +State';
                Row = '^http://127.0.0.1:[0-9]+ +0.1 s +[0-9]+ ';
                Listed = 'EndpointUrl', 'Port', 'ActivationTime', 'RequestCount', 'StartTime' }
            @{ Of = '(Get-BedrockEmulator).LastRequests[0]'; Table = '^Time +Operation +Status +RequestId';
                Row = '^[0-9:.]+ +CreateCustomModel +202 +[0-9a-f-]{{36}}'; Listed = 'Time', 'Operation', 'Status', 'RequestId' }
            @{ Of = '(Get-BedrockEmulator).RequestCounts[0]'; Table = '^Operation +Status +Count'; Row = '^CreateCustomModel +202 +1';
                Listed = 'Operation', 'Status', 'Count' }
        ) {
            $emitted = . ([scriptblock]::Create($Of))
            $created = '[0-9-]{10} [0-9:]{5}'
            $lines = $emitted | Format-Table | Out-String -Width 120 -Stream | Where-Object { $_ }
            $lines[0] | Should -Match $Table
            $lines[2] | Should -Match ($Row -f $created)
            $emitted | Format-Table | Out-String -Width 80 -Stream | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 80 }
            $list = $emitted | Format-List | Out-String -Width 120
            foreach ($name in $Listed) { $list | Should -Match "(?m)^$name +:" }
        }

        It 'tells resources apart with Select-Object -Unique and Compare-Object' {
            $all = @($model; New-BedrockCustomModel apart -ModelPackageArn $package)
            @($all + $all | Select-Object -Unique).Count | Should -Be 2
            @(Compare-Object $all $all[0]).Count | Should -Be 1
        }

        It 'has local times, which subtract from and compare with Get-Date' {
            $local = $model.CreationTime
            $local.Kind | Should -Be Local
            ((Get-Date) - $local).TotalMinutes | Should -BeGreaterOrEqual 0 -Because 'the clock goes on'
            ((Get-Date) - $local).TotalMinutes | Should -BeLessThan 30
            $local -gt (Get-Date).AddMinutes(-30) | Should -BeTrue
            $model | Format-Table | Out-String | Should -Match $local.ToString('yyyy-MM-dd HH:mm')
            $model | Format-List | Out-String | Should -Match $local.ToString('yyyy-MM-dd HH:mm:ss')
            $asked = (Get-BedrockEmulator).LastRequests[0]
            $asked | Format-List | Out-String | Should -Match $asked.Time.ToString('yyyy-MM-dd HH:mm:ss')
        }

        It 'has lists that can be indexed' {
            $null = $model | New-BedrockCustomModelDeployment -ModelDeploymentName second -Wait -PollInterval 0.1
            $detail = Get-BedrockCustomModel -Detailed
            @($detail.Deployments).Count | Should -Be 2
            @($detail.Deployments[0]).Count | Should -Be 1
            @($detail.ProvisionedModelThroughputs[0]).Count | Should -Be 1
            @($detail.Tags[0]).Count | Should -Be 1
            @((Get-BedrockEmulator).LastRequests[0]).Count | Should -Be 1
        }

        It 'omits properties that only customization jobs have' {
            $model | Format-List | Out-String | Should -Not -Match 'HyperParameters'
        }

        It 'is the same after export to a file and import: <Of>' -TestCases @(
            @{ Of = '$model'; Key = 'ModelArn' }
            @{ Of = 'Get-BedrockCustomModel'; Key = 'ModelArn' }
            @{ Of = 'Get-BedrockCustomModel -Detailed'; Key = 'ModelArn' }
            @{ Of = '$deployment'; Key = 'CustomModelDeploymentArn' }
            @{ Of = 'Get-BedrockCustomModelDeployment'; Key = 'CustomModelDeploymentArn' }
            @{ Of = '$throughput'; Key = 'ProvisionedModelArn' }
            @{ Of = 'Get-BedrockProvisionedModelThroughput'; Key = 'ProvisionedModelArn' }
        ) {
            $emitted = . ([scriptblock]::Create($Of))
            $emitted | Export-Clixml TestDrive:/emitted.xml
            $back = Import-Clixml TestDrive:/emitted.xml
            $back.$Key | Should -Be $emitted.$Key
            ($back | Format-Table | Out-String) | Should -Be ($emitted | Format-Table | Out-String)
            ($back | Format-List | Out-String) | Should -Be ($emitted | Format-List | Out-String)
            ($back | Get-BedrockResourceTag).ResourceArn | Select-Object -Unique | Should -Be $(if ($Key -eq 'ModelArn') { $emitted.$Key })
        }

        It 'goes round through a CSV file: tags and uses' {
            $model | Add-BedrockResourceTag -Tag @{ 'a=b' = ' c=d '; Empty = '' }
            Get-BedrockCustomModel -Detailed | Export-Csv TestDrive:/models.csv
            $row = Import-Csv TestDrive:/models.csv
            $row.Tags | Should -Be '"a=b"=" c=d ";Empty=;Team=ML'
            $row.Deployments | Should -Be $deployment.Arn
            $copy = $row | Select-Object Tags | New-BedrockCustomModel copy -ModelPackageArn $package
            ($copy | Get-BedrockResourceTag) -join ';' | Should -Be $row.Tags
            ($row | Add-BedrockResourceTag -PassThru) -join ';' | Should -Be $row.Tags
            ($row.ProvisionedModelThroughputs -split ';' | Get-BedrockProvisionedModelThroughput).Arn | Should -Be $throughput.Arn
        }

        It 'is readable JSON at the default depth, also several models' {
            $one = Get-BedrockCustomModel -Detailed | ConvertTo-Json -WarningVariable warned | ConvertFrom-Json
            $warned | Should -BeNullOrEmpty
            "$($one.Tags[0].Key) $($one.Deployments[0].Name) $($one.ProvisionedModelThroughputs[0].Arn)" |
                Should -Be "Team shown $($throughput.Arn)"
            $two = Get-BedrockCustomModel | Get-BedrockCustomModel -Detailed
            $back = @($two; $two) | ConvertTo-Json -WarningAction SilentlyContinue | ConvertFrom-Json
            "$($back[1].Tags) $($back[1].Deployments) $($back[1].ProvisionedModelThroughputs)" |
                Should -Be "Team=ML $($deployment.Arn) $($throughput.Arn)"
            (New-BedrockCustomModel copy -ModelPackageArn $package -Tag $back[1].Tags | Get-BedrockResourceTag) -join ';' |
                Should -Be 'Team=ML'
        }

        It 'has tags in a job that bind again' {
            $model | Add-BedrockResourceTag -Tag @{ 'a=b' = ' c=d ' }
            $back = Start-Job { Import-Module BedrockModels; Get-BedrockCustomModel -Detailed } |
                Receive-Job -Wait -AutoRemoveJob
            $back.Tags -join ';' | Should -Be '"a=b"=" c=d ";Team=ML'
            (New-BedrockCustomModel copy -ModelPackageArn $package -Tag $back.Tags | Get-BedrockResourceTag) -join ';' |
                Should -Be '"a=b"=" c=d ";Team=ML'
        }

        It 'can be read again with an object from a file' {
            foreach ($emitted in $model, $deployment, $throughput) {
                $emitted | Export-Clixml TestDrive:/emitted.xml
                $back = Import-Clixml TestDrive:/emitted.xml
                $again = $back | & "Get-Bedrock$($emitted.GetType().Name)"
                $again | Should -BeOfType $emitted.GetType()
            }
        }
    }

    Context 'Views' {
        It 'shows whole names, and local times, in <Width> columns' -TestCases @(
            @{ Width = 80; Longest = 39 }
            @{ Width = 120; Longest = 63 }
            @{ Width = 160; Longest = 63 }
            @{ Width = 200; Longest = 63 }
        ) {
            $time = [datetime]'2026-01-02T23:45:06Z'
            $lines = @(
                [BedrockModels.CustomModel]@{ ModelName = 'support'; ModelStatus = 'Active'; CreationTime = $time; Region = 'us-east-1' }
                [BedrockModels.CustomModelSummary]@{ ModelName = 'n' * 63; ModelStatus = 'Creating'; CreationTime = $time;
                    Region = 'ap-southeast-1' }
                [BedrockModels.CustomModel]@{ ModelName = 'n' * $Longest; ModelStatus = 'Unheard-of'; Region = 'us-east-1' }
            ) | Out-String -Width $Width -Stream | Where-Object { $_ }
            ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $Width
            $lines[0] | Should -Match '^Status +Created +Region +Name'
            $lines[2] | Should -Match "^Active +$($time.ToString('yyyy-MM-dd HH:mm')) +us-east-1 +support$"
            @($lines -match "^Unhea.* us-east-1 +n{$Longest}$").Count | Should -Be 1
            ($lines | ForEach-Object { [regex]::Match($_, 'n+$').Length } | Measure-Object -Sum).Sum | Should -Be (63 + $Longest)
        }

        It 'has tables of every kind that fit <Width> columns, with whole names from 120 on' -TestCases @(
            @{ Width = 80; Longest = 17 }
            @{ Width = 120; Longest = 57 }
            @{ Width = 160; Longest = 63 }
            @{ Width = 200; Longest = 63 }
        ) {
            $name = 'n' * $Longest
            $wait = @{ Wait = $true; PollInterval = 0.1 }
            $model = New-BedrockCustomModel $name -ModelPackageArn $package -Tag @{ Team = 'ML'; Stage = 'test' } @wait
            $resources = (Get-BedrockCustomModel -Detailed), ($model | New-BedrockCustomModelDeployment @wait),
                ($model | New-BedrockProvisionedModelThroughput @wait)
            foreach ($resource in $resources) {
                $lines = $resource | Out-String -Width $Width -Stream
                ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $Width
                @($lines -match " $name$").Count | Should -Be 1
            }
            $tags = $resources[0] | Out-String -Width $Width
            $tags | Should -Match '(?m)^Active .* Stage=test .*$\s+Team=ML'
        }

        It 'shows each request of an emulator in one line of <Width> columns' -TestCases @(
            @{ Width = 80 }
            @{ Width = 120 }
            @{ Width = 200 }
        ) {
            New-BedrockCustomModel any -ModelPackageArn $package -Wait -PollInterval 0.1 |
                New-BedrockProvisionedModelThroughput | Out-Null
            $requests = (Get-BedrockEmulator).LastRequests
            $lines = $requests | Out-String -Width $Width -Stream | Where-Object { $_ }
            ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $Width
            $lines.Count | Should -Be ($requests.Count + 2)
            $lines[-1] | Should -Match '^[0-9:.]{12} CreateProvisionedModelThroughput +201 [0-9a-f-]{20}'
            if ($Width -gt 80) { $lines[-1] | Should -Match ' [0-9a-f-]{36}$' }
        }

        It 'shows no column that is the same in every row, and says that a new resource was created just now' {
            $text = New-BedrockCustomModel any -ModelPackageArn $package | Out-String
            $text | Should -Not -Match 'IMPORTED'
            $text | Should -Match '(?m)^Creating just now +us-east-1 +any'
        }

        It 'shows a <Type> as <Row>' -TestCases @(
            @{ Type = 'CustomModelDeploymentSummary';
                Members = @{ CustomModelDeploymentName = 'd'; ModelArn = 'arn:x:y/imported/abc'; Status = 'Failed' }; Row = 'Failed abc d' }
            @{ Type = 'CustomModelDeployment';
                Members = @{ ModelDeploymentName = 'd'; ModelArn = 'arn:x:y/imported/abc'; Status = 'Active' }; Row = 'Active abc d' }
            @{ Type = 'ProvisionedModelThroughput'; Members = @{ ProvisionedModelName = 'p'; ModelUnits = 2; Status = 'InService' };
                Row = 'InService 2 none p' }
            @{ Type = 'ProvisionedModelThroughput'; Members = @{ ProvisionedModelName = 'p'; DesiredModelUnits = 3;
                DesiredModelArn = 'a/c'; Status = 'Creating' }; Row = 'Creating 3 none c p' }
            @{ Type = 'ProvisionedModelThroughputSummary';
                Members = @{ ProvisionedModelName = 'p'; CommitmentDuration = 'OneMonth'; ModelArn = 'a/b' }; Row = 'OneMonth b p' }
        ) {
            $lines = New-Object "BedrockModels.$Type" -Property $Members | Out-String -Width 120 -Stream | Where-Object { $_ }
            $lines[2].Trim() -replace '\s+', ' ' | Should -Be $Row
        }

        It 'colors the status <Status> if colors are on' -TestCases @(
            @{ Status = 'Active'; Code = 32 }
            @{ Status = 'Creating'; Code = 33 }
            @{ Status = 'Failed'; Code = 31 }
        ) {
            $before = $PSStyle.OutputRendering
            $PSStyle.OutputRendering = 'Ansi'
            try { $text = [BedrockModels.CustomModel]@{ ModelName = 'm'; ModelStatus = $Status } | Out-String }
            finally { $PSStyle.OutputRendering = $before }
            $text | Should -Match "\e\[$($Code)m$Status\e\[0m"
        }
    }
}
