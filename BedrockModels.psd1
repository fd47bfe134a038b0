@{
    RootModule           = 'module/BedrockModels.psm1'
    ModuleVersion        = '0.2.0'
    GUID                 = '6f1c7c1e-5d0b-4a53-9d4e-2f0a7f0c9b36'
    Author               = 'BedrockModels contributors'
    CompanyName          = 'BedrockModels contributors'
    Copyright            = 'Copyright (c) BedrockModels contributors. Apache-2.0.'
    Description          = 'Creates, waits for, deploys, reads, tags and deletes custom models on Amazon Bedrock. Includes an emulator of the service for offline use.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('module/BedrockModels.Format.ps1xml')
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    CmdletsToExport      = @(
        'New-BedrockCustomModel'
        'Get-BedrockCustomModel'
        'Test-BedrockCustomModel'
        'Wait-BedrockCustomModel'
        'Remove-BedrockCustomModel'
        'Get-BedrockResourceTag'
        'Add-BedrockResourceTag'
        'Remove-BedrockResourceTag'
        'New-BedrockCustomModelDeployment'
        'Get-BedrockCustomModelDeployment'
        'Wait-BedrockCustomModelDeployment'
        'Set-BedrockCustomModelDeployment'
        'Remove-BedrockCustomModelDeployment'
        'New-BedrockProvisionedModelThroughput'
        'Get-BedrockProvisionedModelThroughput'
        'Wait-BedrockProvisionedModelThroughput'
        'Set-BedrockProvisionedModelThroughput'
        'Remove-BedrockProvisionedModelThroughput'
        'Get-BedrockTrainingArtifact'
        'Invoke-BedrockModel'
        'Start-BedrockEmulator'
        'Get-BedrockEmulator'
        'Set-BedrockEmulator'
        'Stop-BedrockEmulator'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @(
                'AWS'
                'Bedrock'
                'AmazonBedrock'
                'CustomModel'
                'AI'
                'PSEdition_Core'
                'Windows'
                'Linux'
                'MacOS'
            )
            LicenseUri   = 'https://www.apache.org/licenses/LICENSE-2.0'
            ReleaseNotes = ''
        }
    }
}
