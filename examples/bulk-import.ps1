#Requires -Version 7.4 -Modules BedrockModels
<#
.SYNOPSIS
    Creates all models of a CSV file, and waits until they are Active.
.DESCRIPTION
    The columns are named as the parameters of New-BedrockCustomModel: ModelName, and ModelPackageArn, or S3Uri and RoleArn;
    Tag ('Team=ML;Stage=test') and Region where wanted. An empty cell is not given. A row that is refused, or a model that
    fails, is named in the end and stops no other. The script can run twice: models that are there already are taken.
.EXAMPLE
    ./bulk-import.ps1 ./models.csv
#>
param(
    [Parameter(Mandatory)] [string] $Path,
    [int] $ThrottleLimit = 4,
    # Seconds between two looks at the models that are still being created.
    [double] $PollInterval = 30
)

$models = Import-Csv $Path |
    New-BedrockCustomModel -IfExists Return -ThrottleLimit $ThrottleLimit -ErrorAction SilentlyContinue -ErrorVariable refused |
    Wait-BedrockCustomModel -PollInterval $PollInterval -ErrorAction SilentlyContinue -ErrorVariable failed
$models | Out-Host

$problems = @($refused) + @($failed)
"$(@($models).Count) models are Active, $($problems.Count) are not."
foreach ($problem in $problems) { "- $problem" }
exit [int]($problems.Count -gt 0)
