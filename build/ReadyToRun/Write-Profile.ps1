# Makes the calls with which a step of a pipeline begins, and writes which methods .NET compiles for them.
param([string] $Recorder, [string] $Manifest, [string] $Folder, [string] $Assembly)
$ErrorActionPreference = 'Stop'
Add-Type -Path $Recorder
# The emulator runs in a process of its own, so that the profile has no method of a server.
$emulator = Start-Job {
    Import-Module $using:Manifest
    $url = (Start-BedrockEmulator -SetEnvironment).EndpointUrl
    $null = New-BedrockCustomModel m -ModelPackageArn arn:aws:sagemaker:us-east-1:123456789012:model-package/p/1
    $url
    Start-Sleep 600
}
try {
    while (-not ($url = Receive-Job $emulator)) { Start-Sleep -Milliseconds 100 }
    $connection = @{ EndpointUrl = $url; Region = 'us-east-1'; AccessKey = 'a'; SecretKey = 'b' }
    $recording = [BedrockModels.ReadyToRun.FirstCallProfile]::new()
    Import-Module $Manifest
    $null = Get-BedrockCustomModel m @connection
    Start-Sleep 1
    $recording.Write($Folder, $Assembly.Split(';'))
}
finally { $emulator | Remove-Job -Force }
