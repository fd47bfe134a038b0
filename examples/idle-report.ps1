#Requires -Version 7.4 -Modules BedrockModels
<#
.SYNOPSIS
    Reports resources that are billed and possibly not used: models, deployments and Provisioned Throughput, as CSV and Markdown.
.DESCRIPTION
    The rows have a fixed order, and times are UTC, so a diff of two reports shows what has changed. The report has no prices, and no hours,
    which would change each time: Get-BedrockProvisionedModelThroughput shows the hours since the creation. The script changes nothing.
.EXAMPLE
    ./idle-report.ps1 ./idle; git diff ./idle
.EXAMPLE
    ./idle-report.ps1 ./idle -Region us-east-1, us-west-2
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [string[]] $Region
)
$ErrorActionPreference = 'Stop'

function Row($Kind, $Item, $Model, $Note) {
    [pscustomobject][ordered]@{
        Kind          = $Kind
        Region        = $Item.Region
        Name          = $Item.Name
        Status        = $Item.Status
        Model         = $Model
        ModelUnits    = $Item.ModelUnits
        CommitmentEnd = if ($Item.CommitmentExpirationTime) { $Item.CommitmentExpirationTime.ToUniversalTime().ToString('s') + 'Z' }
        Created       = if ($Item.Created) { $Item.Created.ToUniversalTime().ToString('s') + 'Z' }
        Note          = $Note
        Arn           = $Item.Arn
    }
}

$rows = foreach ($one in $(if ($Region) { $Region } else { '' })) {
    $where = if ($one) { @{ Region = $one } } else { @{} }
    $names = @{}
    Get-BedrockCustomModel @where | ForEach-Object { $names[$_.ModelArn] = $_.ModelName }
    Get-BedrockCustomModel @where -Unused | ForEach-Object { Row 'unused model' $_ $_.ModelName 'no deployment or throughput uses it' }
    Get-BedrockCustomModelDeployment @where | ForEach-Object {
        Row 'deployment' $_ ($names[$_.ModelArn] ?? $_.ModelArn) $(if ($_.Status -ne 'Active') { 'does not serve' })
    }
    Get-BedrockProvisionedModelThroughput @where | ForEach-Object {
        Row 'throughput' $_ ($names[$_.ModelArn] ?? $_.ModelArn) $(
            if ($_.Status -ne 'InService') { 'is billed, does not serve' } else { 'is billed by the hour' })
    }
}
$rows = @($rows | Sort-Object Kind, Region, Name, Arn)

$null = New-Item $Path -ItemType Directory -Force
$rows | Export-Csv (Join-Path $Path idle.csv)
$columns = 'Kind', 'Region', 'Name', 'Status', 'Model', 'ModelUnits', 'CommitmentEnd', 'Created', 'Note'
@(
    "| $($columns -join ' | ') |"
    '|' + '-|' * $columns.Count
    foreach ($row in $rows) { "| $(($columns | ForEach-Object { "$($row.$_)".Replace('|', '\|') }) -join ' | ') |" }
) | Set-Content (Join-Path $Path idle.md)
"$($rows.Count) rows are in $Path."
