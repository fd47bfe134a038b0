#Requires -Version 7.4 -Modules BedrockModels
<#
.SYNOPSIS
    Deletes models that have a tag and are older than a number of days.
.DESCRIPTION
    Run it with -WhatIf first: it shows the models that it would delete. Without -Force it asks for each model.
.EXAMPLE
    ./clean-up.ps1 -TagKey Stage -TagValue test -OlderThanDays 30 -WhatIf
.EXAMPLE
    ./clean-up.ps1 -TagKey Stage -TagValue test -OlderThanDays 30 -Force
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $TagKey,
    [Parameter(Mandatory)] [string] $TagValue,
    [double] $OlderThanDays = 30,
    [switch] $Force
)

Get-BedrockCustomModel -CreatedBefore (Get-Date).AddDays(-$OlderThanDays) -SortOrder Ascending |
    # Tag keys and values are case-sensitive, and so is this comparison.
    Where-Object { ($_ | Get-BedrockResourceTag -AsHashtable)[$TagKey] -ceq $TagValue } |
    Remove-BedrockCustomModel -Force:$Force
