<#
Generates the module's help from the doc comments of its cmdlets: MAML for Get-Help, and a Markdown page for each cmdlet. The build
of src/BedrockModels runs this script in the real PowerShell. Parameter sets, types, positions, pipeline input and aliases come from
the engine; texts come from the compiler's XML files. In addition to the usual elements, a cmdlet's doc comment has <notes> (the
permissions), <example> (its first sentence, up to ". ", is the title), <output type="..."> for an output type that is not defined in
this module, and <syntax required="..." without="..."/> for each way to call a cmdlet whose parameters bind in one set but do not go
together. A missing text or an unknown parameter fails the build.
#>
param(
    [Parameter(Mandatory)] [string] $Manifest,
    # The folder of the compiler's XML files.
    [Parameter(Mandatory)] [string] $Documentation,
    [Parameter(Mandatory)] [string] $HelpFile,
    [Parameter(Mandatory)] [string] $MarkdownFolder
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

$module = Import-Module $Manifest -PassThru
$api = 'https://docs.aws.amazon.com/bedrock/latest/APIReference/'
$standard = @{
    WhatIf            = 'Shows what the cmdlet would change, without changing anything.'
    Confirm           = 'Prompts for confirmation before each change. -Confirm:$false suppresses the prompts.'
    First             = 'Returns only the first N objects.'
    Skip              = 'Skips the first N objects.'
    IncludeTotalCount = 'Reports that the total count is unknown, because the service does not return one.'
}
# The engine's own parameters, which about_CommonParameters explains.
$common = [System.Management.Automation.PSCmdlet]::CommonParameters

$members = @{}
foreach ($file in [IO.Directory]::GetFiles($Documentation, 'BedrockModels*.xml')) {
    $xml = [xml]::new()
    $xml.Load($file)
    foreach ($member in $xml.SelectNodes('/doc/members/member')) { $members[$member.GetAttribute('name')] = $member }
}

# The text of a node in one line. A cref is replaced by the short name that it refers to.
function ConvertTo-Text($node) {
    if ($null -eq $node) { return '' }
    $copy = $node.CloneNode($true)
    foreach ($code in @($copy.SelectNodes('.//code'))) { $null = $code.ParentNode.RemoveChild($code) }
    foreach ($reference in @($copy.SelectNodes('.//see[@cref]'))) {
        $null = $reference.ParentNode.ReplaceChild($reference.OwnerDocument.CreateTextNode(($reference.GetAttribute('cref') -split '[.:]')[-1]), $reference)
    }
    ($copy.InnerText -replace '\s+', ' ').Trim()
}

# The lines of a code block, without their common indentation.
function ConvertTo-Code($node) {
    $lines = $node.InnerText.Trim("`r", "`n").TrimEnd() -split '\r?\n'
    $indents = @($lines | Where-Object { $_.Trim() } | ForEach-Object { $_.Length - $_.TrimStart().Length })
    $least = ($indents | Measure-Object -Minimum).Minimum
    ($lines | ForEach-Object { if ($_.Length -ge $least) { $_.Substring($least) } else { '' } }) -join "`n"
}

# The paragraphs of a node: its <para> elements, or its text. A paragraph that only refers to an API page becomes a link.
function Read-Paragraph($node) {
    if ($null -eq $node) { return }
    $paragraphs = @($node.SelectNodes('para'))
    $(if ($paragraphs) { $paragraphs } else { $node }) | ForEach-Object { ConvertTo-Text $_ } | Where-Object { $_ -and -not $_.StartsWith('See https:') }
}

function Get-TypeMember([Type] $type) { $members["T:$($type.FullName)"] }

function Get-TypeName([Type] $type) {
    $plain = if ([Nullable]::GetUnderlyingType($type)) { [Nullable]::GetUnderlyingType($type) } else { $type }
    if ($plain.IsArray) { return "$(Get-TypeName $plain.GetElementType())[]" }
    $plain.Name
}

function Get-OutputText($command, $member, [Type] $type) {
    $documented = Get-TypeMember $type
    $text = if ($documented) { ConvertTo-Text $documented.SelectSingleNode('summary') } else { ConvertTo-Text $member.SelectSingleNode("output[@type='$($type.FullName)']") }
    if (-not $text) { throw "The output $type of $($command.Name) has no doc comment: add <output type=""$($type.FullName)""> to $($command.ImplementingType.Name)." }
    $text
}

function Get-ParameterText($command, [string] $name) {
    if ($standard.ContainsKey($name)) { return $standard[$name] }
    $owner = $command.ImplementingType.GetProperty($name).DeclaringType
    if ($owner.IsGenericType) { $owner = $owner.GetGenericTypeDefinition() }
    $member = $members["P:$($owner.FullName).$name"]
    # A parameter that several cmdlets share has its text in one of them (inheritdoc cref).
    $shared = if ($member) { $member.SelectSingleNode('inheritdoc[@cref]') }
    if ($shared) { $member = $members[$shared.GetAttribute('cref')] }
    $text = if ($member) { ConvertTo-Text $member.SelectSingleNode('summary') } else { '' }
    if (-not $text) { throw "The parameter -$name of $($command.Name) has no doc comment: add a summary to $($owner.Name).$name." }
    $text
}

# The default value of a parameter; empty for switches, arrays and zero.
function Get-DefaultText($instance, [string] $name) {
    $property = $instance.GetType().GetProperty($name)
    $value = if ($property) { $property.GetValue($instance) }
    if ($null -eq $value -or $value -is [Array] -or "$value" -in '', 'False', '0') { return '' }
    "$value"
}

function Get-PipelineText($parameter) {
    $ways = @(if ($parameter.ValueFromPipeline) { 'ByValue' } if ($parameter.ValueFromPipelineByPropertyName) { 'ByPropertyName' })
    if ($ways) { "True ($($ways -join ', '))" } else { 'False' }
}

function Read-Command($command) {
    $member = Get-TypeMember $command.ImplementingType
    $instance = [Activator]::CreateInstance($command.ImplementingType)
    $summary = ConvertTo-Text $member.SelectSingleNode('summary')
    $remarks = ConvertTo-Text $member.SelectSingleNode('remarks')
    $pages = @([regex]::Matches($remarks, 'API_\w+\.html') | ForEach-Object { $_.Value })
    $base = if ($remarks -match 'https://docs\.aws\.amazon\.com/\w+/latest/APIReference/') { $Matches[0] } else { $api }
    $sets = foreach ($set in $command.ParameterSets) {
        $shown = @($set.Parameters | Where-Object { $_.Name -notin $common -and -not ($_.Attributes | Where-Object { $_ -is [Parameter] -and $_.DontShow }) })
        # The order of the syntax: by position, then as written, then the engine's own parameters.
        $order = { if ($_.Position -ge 0) { $_.Position } elseif ($standard.ContainsKey($_.Name)) { [int]::MaxValue } else { [int]::MaxValue - 1 } }
        [pscustomobject]@{
            IsDefault  = $set.IsDefault -or $command.ParameterSets.Count -eq 1
            Parameters = @($shown | Sort-Object -Stable $order)
        }
    }
    # A row of the syntax for each parameter set, or for each <syntax> where one set has several meanings.
    $syntax = foreach ($set in $sets) { [pscustomobject]@{ Parameters = $set.Parameters.Name; Required = @() } }
    $declared = @($member.SelectNodes('syntax') | ForEach-Object {
            $required = @(-split $_.GetAttribute('required'))
            $without = @(-split $_.GetAttribute('without'))
            $unknown = @($required + $without | Where-Object { $_ -notin $sets.Parameters.Name })
            if ($sets.Count -gt 1 -or $unknown) {
                throw "The <syntax> of $($command.Name) needs one parameter set with $($required + $without)."
            }

            [pscustomobject]@{ Parameters = @($sets.Parameters.Name | Where-Object { $_ -notin $without }); Required = $required }
        })
    if ($declared) { $syntax = $declared }
    $all = [ordered]@{}
    # The order of the list: the parameters with a position, then the others as written.
    foreach ($parameter in @($sets.Parameters | Where-Object { $_.Position -ge 0 } | Sort-Object -Stable Position) + @($sets.Parameters)) {
        if ($all.Contains($parameter.Name)) { continue }
        $all[$parameter.Name] = [pscustomobject]@{
            Name     = $parameter.Name
            Text     = Get-ParameterText $command $parameter.Name
            Type     = Get-TypeName $parameter.ParameterType
            IsSwitch = $parameter.ParameterType -eq [switch]
            Required = "$($parameter.IsMandatory)".ToLowerInvariant()
            Position = if ($parameter.Position -ge 0) { "$($parameter.Position)" } else { 'named' }
            Pipeline = Get-PipelineText $parameter
            Globbing = "$([bool]($parameter.Attributes | Where-Object { $_ -is [SupportsWildcards] }))".ToLowerInvariant()
            Aliases  = if ($parameter.Aliases.Count) { $parameter.Aliases -join ', ' } else { 'none' }
            Default  = Get-DefaultText $instance $parameter.Name
            Values   = if ($parameter.ParameterType.IsEnum) { [Enum]::GetNames($parameter.ParameterType) }
                       else { $parameter.Attributes | Where-Object { $_ -is [ValidateSet] } | ForEach-Object { $_.ValidValues } }
        }
    }
    $piped = @($all.Values | Where-Object { $_.Pipeline -like '*ByValue*' })
    $byName = @($all.Values | Where-Object { $_.Pipeline -like '*ByPropertyName*' } | ForEach-Object { $_.Name })
    $outputs = @($command.OutputType | ForEach-Object { $_.Type } | Where-Object { $_ })
    [pscustomobject]@{
        Name        = $command.Name
        Verb        = $command.Verb
        Noun        = $command.Noun
        Synopsis    = ($summary -split '(?<=\.)\s', 2)[0]
        Description = @($summary) + @(Read-Paragraph $member.SelectSingleNode('remarks'))
        Syntax      = $syntax
        Parameters  = $all
        Inputs      = @(
            foreach ($parameter in $piped) { [pscustomobject]@{ Type = $parameter.Type; Text = "-$($parameter.Name): $($parameter.Text)" } }
            if ($byName) {
                [pscustomobject]@{ Type = 'System.Object'; Text = "Objects with any of these properties: $($byName -join ', ')." }
            }
            if (-not $piped -and -not $byName) { [pscustomobject]@{ Type = 'None'; Text = 'This cmdlet does not accept pipeline input.' } }
        )
        Outputs     = @(
            foreach ($type in $outputs) { [pscustomobject]@{ Type = $type.FullName; Text = Get-OutputText -command $command -member $member -type $type } }
            if (-not $outputs) { [pscustomobject]@{ Type = 'None'; Text = 'This cmdlet returns no output.' } }
        )
        Notes       = ConvertTo-Text $member.SelectSingleNode('notes')
        Examples    = @(
            foreach ($example in $member.SelectNodes('example')) {
                $title, $rest = (ConvertTo-Text $example) -split '(?<=\.)\s', 2
                [pscustomobject]@{ Title = $title.TrimEnd('.'); Text = "$rest"; Code = ConvertTo-Code $example.SelectSingleNode('code') }
            }
        )
        Page        = $command.HelpUri
        Links       = @(if ($pages) { $pages | ForEach-Object { "$base$_" } } else { "${api}API_Operations_Amazon_Bedrock.html" })
        Related     = @($module.ExportedCmdlets.Values | Where-Object { $_.Noun -eq $command.Noun -and $_.Name -ne $command.Name } | ForEach-Object { $_.Name })
    }
}

function ConvertTo-Escaped([string] $text) { [Security.SecurityElement]::Escape($text) }

function ConvertTo-Paragraph([string[]] $texts) { ($texts | ForEach-Object { "<maml:para>$(ConvertTo-Escaped $_)</maml:para>" }) -join '' }

function ConvertTo-MamlValue([string] $text, [string] $required) {
    '<command:parameterValue required="{0}">{1}</command:parameterValue>' -f $required, $text
}

function ConvertTo-MamlParameter($parameter, [bool] $inSyntax, [bool] $isRequired) {
    $value = if (-not $parameter.IsSwitch) { ConvertTo-MamlValue $parameter.Type 'true' }
    $group = if ($parameter.Values -and $inSyntax) {
        '<command:parameterValueGroup>{0}</command:parameterValueGroup>' -f (($parameter.Values | ForEach-Object { ConvertTo-MamlValue $_ 'false' }) -join '')
    }
    $start = '<command:parameter required="{0}" globbing="{1}" pipelineInput="{2}" position="{3}" aliases="{4}">' -f
        ($isRequired ? 'true' : $parameter.Required), $parameter.Globbing, $parameter.Pipeline, $parameter.Position, $parameter.Aliases
    # The engine shows neither the text nor the default in the syntax, and the file is a twentieth of the package.
    if ($inSyntax) { return "$start<maml:name>$($parameter.Name)</maml:name>$value$group</command:parameter>`n" }
    $start + "<maml:name>$($parameter.Name)</maml:name><maml:description>$(ConvertTo-Paragraph $parameter.Text)</maml:description>$value" +
        "<dev:type><maml:name>$($parameter.Type)</maml:name></dev:type>" +
        "<dev:defaultValue>$(ConvertTo-Escaped $parameter.Default)</dev:defaultValue></command:parameter>`n"
}

function ConvertTo-Maml($help) {
    $syntax = foreach ($way in $help.Syntax) {
        $shown = $way.Parameters | ForEach-Object { ConvertTo-MamlParameter $help.Parameters[$_] $true ($_ -in $way.Required) }
        "<command:syntaxItem><maml:name>$($help.Name)</maml:name>$($shown -join '')</command:syntaxItem>"
    }
    $parameters = $help.Parameters.Values | ForEach-Object { ConvertTo-MamlParameter $_ $false }
    $inputs = $help.Inputs | ForEach-Object { "<command:inputType><dev:type><maml:name>$($_.Type)</maml:name></dev:type><maml:description>$(ConvertTo-Paragraph $_.Text)</maml:description></command:inputType>" }
    $outputs = $help.Outputs | ForEach-Object { "<command:returnValue><dev:type><maml:name>$($_.Type)</maml:name></dev:type><maml:description>$(ConvertTo-Paragraph $_.Text)</maml:description></command:returnValue>" }
    $examples = for ($i = 0; $i -lt $help.Examples.Count; $i++) {
        $example = $help.Examples[$i]
        # The empty paragraph separates this example from the next one.
        "<command:example><maml:title>-------- Example $($i + 1): $(ConvertTo-Escaped $example.Title) --------</maml:title><dev:code>$(ConvertTo-Escaped $example.Code)</dev:code><dev:remarks>$(ConvertTo-Paragraph @(if ($example.Text) { $example.Text }; ''))</dev:remarks></command:example>"
    }
    # Get-Help -Online opens the first link. Each page of the API has the name of its operation.
    $links = @(foreach ($link in @($help.Page) + $help.Links) {
            $text = if ($link -eq $help.Page) { 'Online version' } else { $link -replace '^.*API_|\.html$' -replace '_', ' ' }
            "<maml:navigationLink><maml:linkText>${text}:</maml:linkText><maml:uri>$link</maml:uri></maml:navigationLink>"
        }) +
        @($help.Related + 'about_BedrockModels' | ForEach-Object { "<maml:navigationLink><maml:linkText>$_</maml:linkText><maml:uri /></maml:navigationLink>" })
    @"
<command:command xmlns:maml="http://schemas.microsoft.com/maml/2004/10" xmlns:command="http://schemas.microsoft.com/maml/dev/command/2004/10" xmlns:dev="http://schemas.microsoft.com/maml/dev/2004/10">
<command:details><command:name>$($help.Name)</command:name><command:verb>$($help.Verb)</command:verb><command:noun>$($help.Noun)</command:noun><maml:description>$(ConvertTo-Paragraph $help.Synopsis)</maml:description></command:details>
<maml:description>$(ConvertTo-Paragraph $help.Description)</maml:description>
<command:syntax>$($syntax -join '')</command:syntax>
<command:parameters>$($parameters -join '')</command:parameters>
<command:inputTypes>$($inputs -join '')</command:inputTypes>
<command:returnValues>$($outputs -join '')</command:returnValues>
<maml:alertSet><maml:alert>$(ConvertTo-Paragraph $help.Notes)</maml:alert></maml:alertSet>
<command:examples>$($examples -join '')</command:examples>
<command:relatedLinks>$($links -join '')</command:relatedLinks>
</command:command>
"@
}

# One line of the syntax, as Get-Help shows it.
function ConvertTo-SyntaxLine($help, $way) {
    $parts = foreach ($name in $way.Parameters) {
        $parameter = $help.Parameters[$name]
        $typed = if ($parameter.Position -ne 'named') { "[-$name]" } else { "-$name" }
        $value = if ($parameter.Values) { "{$($parameter.Values -join ' | ')}" } else { "<$($parameter.Type)>" }
        if (-not $parameter.IsSwitch) { $typed += " $value" }
        if ($parameter.Required -eq 'true' -or $name -in $way.Required) { $typed } else { "[$typed]" }
    }
    "$($help.Name) $($parts -join ' ') [<CommonParameters>]"
}

function ConvertTo-Markdown($help) {
    $lines = [Collections.Generic.List[string]]::new()
    $lines.Add("# $($help.Name)`n")
    foreach ($paragraph in $help.Description) { $lines.Add("$paragraph`n") }
    $lines.Add("## Syntax`n")
    foreach ($way in $help.Syntax) { $lines.Add('```powershell' + "`n" + (ConvertTo-SyntaxLine $help $way) + "`n" + '```' + "`n") }
    $lines.Add("## Examples`n")
    foreach ($example in $help.Examples) { $lines.Add("### $($example.Title)`n`n" + '```powershell' + "`n" + $example.Code + "`n" + '```' + "`n" + $(if ($example.Text) { "`n$($example.Text)`n" })) }
    $lines.Add("## Parameters`n`n| name | type | required | position | pipeline | wildcards | default | aliases |`n|-|-|-|-|-|-|-|-|")
    foreach ($p in $help.Parameters.Values) {
        $lines.Add("| [-$($p.Name)](#-$($p.Name.ToLowerInvariant())) | $($p.Type) | $($p.Required) | $($p.Position) | $($p.Pipeline) | $($p.Globbing) | $($p.Default) | $($p.Aliases) |")
    }
    foreach ($p in $help.Parameters.Values) { $lines.Add("`n### -$($p.Name)`n`n$($p.Text)") }
    foreach ($kind in 'Inputs', 'Outputs') {
        $lines.Add("`n## $kind`n")
        foreach ($entry in $help.$kind) { $lines.Add("- ``$($entry.Type)``: $($entry.Text)") }
    }
    $lines.Add("`n## Notes`n`n$($help.Notes)`n`n## See also`n")
    foreach ($link in $help.Links) { $lines.Add("- <$link>") }
    foreach ($name in $help.Related) { $lines.Add("- [$name]($name.md)") }
    ($lines -join "`n") + "`n"
}

$helps = $module.ExportedCmdlets.Values | ForEach-Object { Read-Command $_ }
$null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($HelpFile))
$maml = ($helps | ForEach-Object { ConvertTo-Maml $_ }) -join "`n"
[IO.File]::WriteAllText($HelpFile, ('<?xml version="1.0" encoding="utf-8"?>', '<helpItems schema="maml" xmlns="http://msh">', $maml, '</helpItems>', '' -join "`n"))
$null = [IO.Directory]::CreateDirectory($MarkdownFolder)
# UpdateDocs must not copy the page of a cmdlet that no longer exists.
[IO.Directory]::GetFiles($MarkdownFolder, '*.md').ForEach({ [IO.File]::Delete($_) })
foreach ($help in $helps) {
    $file = [IO.Path]::Combine($MarkdownFolder, "$($help.Name).md")
    [IO.File]::WriteAllText($file, (ConvertTo-Markdown $help))
}
