#Requires -Version 7.4 -Modules BedrockModels
<#
.SYNOPSIS
    For GitHub Actions and Azure Pipelines: waits until models are Active, and reports in the form of the system that runs the script.
.DESCRIPTION
    Writes a summary of the run, one annotation for each error, and the output model_arns (GitHub) or modelArns (Azure).
    The exit code is 1 if a model is not Active. With -ModelPackageArn, models that do not exist are created first.
.EXAMPLE
    ./model-in-ci.ps1 support-assistant, claims-reader
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File ./model-in-ci.ps1 -ModelName "$MODEL_NAME" -ModelPackageArn "$MODEL_PACKAGE"
#>
param(
    # Names. One text can have several, because pwsh -File passes an array as one text.
    [Parameter(Mandatory)] [string[]] $ModelName,
    [string] $ModelPackageArn,
    [double] $PollInterval = 30,
    # In seconds. The default ends before credentials that are valid for one hour.
    [double] $Timeout = 3300
)
$isGitHub = $env:GITHUB_ACTIONS -eq 'true'
$isAzure = $env:TF_BUILD -eq 'true'

# GitHub and Azure read commands from the output. Escape each text, so that it cannot end a command or start another one.
function ConvertTo-Data([string] $Text) {
    $Text.Replace('%', ($isAzure ? '%AZP25' : '%25')).Replace("`r", '%0D').Replace("`n", '%0A')
}

function ConvertTo-Property([string] $Text) {
    $data = ConvertTo-Data $Text
    $isAzure ? $data.Replace(';', '%3B').Replace(']', '%5D') : $data.Replace(':', '%3A').Replace(',', '%2C')
}

# The characters with a meaning in Markdown or HTML become character references, so that a text is shown as it is, in one line.
function ConvertTo-Markdown([string] $Text) {
    [regex]::Replace($Text, '[!-+<-@\[-`{-~]', { param($found) "&#$([int][char]$found.Value);" }) -replace '\s+', ' '
}

$names = @($ModelName -split '[,\s]+' -ne '')
$wait = @{ PollInterval = $PollInterval; Timeout = $Timeout; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'problems' }
$models = @()
try {
    if ($ModelPackageArn) {
        $names | New-BedrockCustomModel -ModelPackageArn $ModelPackageArn -IfExists Return -Wait @wait -OutVariable models | Out-Null
    }
    else { $names | Wait-BedrockCustomModel @wait -OutVariable models | Out-Null }
}
# The command ended, for example because there are no credentials. -ErrorVariable then also has the bare exception.
catch { $problems = @($problems | Where-Object { $_ -is [Management.Automation.ErrorRecord] }) + $_ }

$rows = @(
    foreach ($model in $models) { , @($model.ModelName, $model.ModelStatus, $model.ModelArn) }
    foreach ($problem in $problems) {
        $id = ($problem.FullyQualifiedErrorId -split ',')[0]
        , @($problem.TargetObject, $id, "$problem $($problem.ErrorDetails.RecommendedAction)".Trim())
    }
)
foreach ($row in $rows | Select-Object -Skip $models.Count) {
    if ($isGitHub) { "::error title=$(ConvertTo-Property $row[1])::$(ConvertTo-Data $row[2])" }
    elseif ($isAzure) { "##vso[task.logissue type=error;code=$(ConvertTo-Property $row[1])]$(ConvertTo-Data $row[2])" }
    else { "$($row[1]): $($row[2])" }
}
$result = "$($models.Count) of $($names.Count) custom models are Active."
$summary = @(
    "### $result"
    ''
    '| Model | Status or error | ARN or reason |'
    '|-|-|-|'
    foreach ($row in $rows) { "| $(($row | ForEach-Object { ConvertTo-Markdown $_ }) -join ' | ') |" }
    ''
)

if ($isGitHub) {
    $summary | Add-Content $env:GITHUB_STEP_SUMMARY
    # With a random delimiter, a value cannot end the output early and add another output.
    $delimiter = [guid]::NewGuid()
    "model_arns<<$delimiter", $models.ModelArn, $delimiter | Add-Content $env:GITHUB_OUTPUT
}
elseif ($isAzure) {
    # The name of the file is the title of the summary.
    $folder = New-Item (Join-Path $env:AGENT_TEMPDIRECTORY ([guid]::NewGuid())) -ItemType Directory
    $summary | Set-Content "$folder/Custom models.md"
    "##vso[task.uploadsummary]$folder/Custom models.md"
    "##vso[task.setvariable variable=modelArns;isOutput=true]$(ConvertTo-Data ($models.ModelArn -join ','))"
}
$result
exit [int]($problems.Count -gt 0)
