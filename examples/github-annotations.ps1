#Requires -Version 7.4 -Modules BedrockModels
<#
.SYNOPSIS
    In GitHub Actions: waits for models, turns what went wrong into annotations, and sets the output model_arns.
.EXAMPLE
    ./github-annotations.ps1 support-assistant, claims-reader
#>
param(
    [Parameter(Mandatory)] [string[]] $ModelName,
    [double] $PollInterval = 30
)

# The runner reads commands from the output, so a message must not be able to end one or to start another.
function ConvertTo-Data([string] $text) { $text.Replace('%', '%25').Replace("`r", '%0D').Replace("`n", '%0A') }
function ConvertTo-Property([string] $text) { (ConvertTo-Data $text).Replace(':', '%3A').Replace(',', '%2C') }

$models = @($ModelName | Wait-BedrockCustomModel -PollInterval $PollInterval -ErrorAction SilentlyContinue -ErrorVariable problems)

foreach ($problem in $problems) {
    $id = ($problem.FullyQualifiedErrorId -split ',')[0]
    "::error title=$(ConvertTo-Property $id)::$(ConvertTo-Data "$problem $($problem.ErrorDetails.RecommendedAction)".Trim())"
}
if ($env:GITHUB_OUTPUT) {
    # A random delimiter, so that no value can end the output early and add another one.
    $delimiter = [guid]::NewGuid()
    "model_arns<<$delimiter", $models.ModelArn, $delimiter | Add-Content $env:GITHUB_OUTPUT
}
"$($models.Count) of $($ModelName.Count) models are Active."
exit [int]($problems.Count -gt 0)
