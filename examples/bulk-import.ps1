#Requires -Version 7.4 -Modules BedrockModels
<#
.SYNOPSIS
    Creates all models in a CSV file, and waits until they are Active.
.DESCRIPTION
    The columns have the names of the parameters of New-BedrockCustomModel: ModelName, and ModelPackageArn, or S3Uri and RoleArn.
    Tag ('Team=ML;Stage=test') and Region are optional. An empty cell counts as not specified. An invalid row or a model that
    fails does not stop the others; the script lists it at the end. You can run the script again: it uses models that already
    exist.
.EXAMPLE
    ./bulk-import.ps1 ./models.csv
#>
param(
    [Parameter(Mandatory)] [string] $Path,
    [int] $ThrottleLimit = 4,
    # Seconds between two polls of the models that are still Creating.
    [double] $PollInterval = 30
)

$models = Import-Csv $Path |
    New-BedrockCustomModel -IfExists Return -ThrottleLimit $ThrottleLimit -ErrorAction SilentlyContinue -ErrorVariable refused |
    Wait-BedrockCustomModel -PollInterval $PollInterval -ErrorAction SilentlyContinue -ErrorVariable failed
$models | Out-Host

$problems = @($refused) + @($failed)
"Active: $(@($models).Count). Not Active: $($problems.Count)."
foreach ($problem in $problems) { "- $problem" }
exit [int]($problems.Count -gt 0)
