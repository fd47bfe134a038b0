#Requires -Version 7.4 -Modules BedrockModels
<#
.SYNOPSIS
    For Azure Pipelines: waits for models, logs each error as an issue, and sets the output variable modelArns.
.EXAMPLE
    ./azure-annotations.ps1 support-assistant, claims-reader
#>
param(
    [Parameter(Mandatory)] [string[]] $ModelName,
    [double] $PollInterval = 30
)

# The agent reads commands from the output. Escape each message, so that it cannot end a command or start another one.
function ConvertTo-Data([string] $text) { $text.Replace('%', '%AZP25').Replace("`r", '%0D').Replace("`n", '%0A') }
function ConvertTo-Property([string] $text) { (ConvertTo-Data $text).Replace(';', '%3B').Replace(']', '%5D') }

$models = @($ModelName | Wait-BedrockCustomModel -PollInterval $PollInterval -ErrorAction SilentlyContinue -ErrorVariable problems)

foreach ($problem in $problems) {
    $id = ($problem.FullyQualifiedErrorId -split ',')[0]
    "##vso[task.logissue type=error;code=$(ConvertTo-Property $id)]$(ConvertTo-Data "$problem $($problem.ErrorDetails.RecommendedAction)".Trim())"
}
"##vso[task.setvariable variable=modelArns;isOutput=true]$(ConvertTo-Data ($models.ModelArn -join ','))"
"$($models.Count) of $($ModelName.Count) models are Active."
exit [int]($problems.Count -gt 0)
