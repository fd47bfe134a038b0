#Requires -Version 7.4 -Modules BedrockModels
<#
.SYNOPSIS
    For GitHub Actions: waits for models, writes each error as an annotation, and sets the output model_arns.
.EXAMPLE
    ./github-annotations.ps1 support-assistant, claims-reader
#>
param(
    [Parameter(Mandatory)] [string[]] $ModelName,
    [double] $PollInterval = 30
)

# The runner reads commands from the output. Escape each message, so that it cannot end a command or start another one.
function ConvertTo-Data([string] $text) { $text.Replace('%', '%25').Replace("`r", '%0D').Replace("`n", '%0A') }
function ConvertTo-Property([string] $text) { (ConvertTo-Data $text).Replace(':', '%3A').Replace(',', '%2C') }

$models = @($ModelName | Wait-BedrockCustomModel -PollInterval $PollInterval -ErrorAction SilentlyContinue -ErrorVariable problems)

foreach ($problem in $problems) {
    $id = ($problem.FullyQualifiedErrorId -split ',')[0]
    "::error title=$(ConvertTo-Property $id)::$(ConvertTo-Data "$problem $($problem.ErrorDetails.RecommendedAction)".Trim())"
}
if ($env:GITHUB_OUTPUT) {
    # With a random delimiter, a value cannot end the output early and add another output.
    $delimiter = [guid]::NewGuid()
    "model_arns<<$delimiter", $models.ModelArn, $delimiter | Add-Content $env:GITHUB_OUTPUT
}
"$($models.Count) of $($ModelName.Count) models are Active."
exit [int]($problems.Count -gt 0)
