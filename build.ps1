#Requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests, analyzes, packages and publishes the module, with the dotnet command.
.DESCRIPTION
    Build    builds all projects and the help in Release.
    Test     runs all tests, like `dotnet test`: the xUnit tests, and the Pester tests of the files that ship.
    Docs     builds the module and updates the pages in docs/cmdlets.
    Analyze  verifies the formatting, and runs PSScriptAnalyzer if it is installed.
    Layout   copies the files that ship, from the last build, to out/BedrockModels/<version>.
    Package  runs Build and Layout, and creates a .nupkg and a list of the files with their hashes.
    Publish  runs Package, and publishes to -Repository. A gallery also needs -ApiKey.
.EXAMPLE
    ./build.ps1 -Task Package
.EXAMPLE
    ./build.ps1 -Task Test -PesterVersion 5.9.1
.EXAMPLE
    ./build.ps1 -Task Publish -Repository PSGallery -ApiKey $env:GALLERY_KEY
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Docs', 'Analyze', 'Layout', 'Package', 'Publish')]
    [string[]] $Task = 'Build',
    # The folder for the package.
    [string] $Out = "$PSScriptRoot/out",
    # The version of Pester that NuGet provides for the tests. Default: the version in Directory.Packages.props.
    [string] $PesterVersion,
    [string] $Repository = 'PSGallery',
    [string] $ApiKey,
    # The address of the project, for its page in the Gallery.
    [string] $ProjectUri = $(if ($env:GITHUB_REPOSITORY) { "$env:GITHUB_SERVER_URL/$env:GITHUB_REPOSITORY" })
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

$manifest = Import-PowerShellDataFile "$PSScriptRoot/BedrockModels.psd1"
$version = $manifest.ModuleVersion
$package = "$Out/BedrockModels/$version"
$project = $ProjectUri.TrimEnd('/')

function Invoke-Dotnet([string[]] $Argument) {
    & dotnet $Argument | Out-Host
    if ($LASTEXITCODE) { throw "dotnet $Argument ended with $LASTEXITCODE." }
}

function Invoke-Build { Invoke-Dotnet -Argument build, $PSScriptRoot/BedrockModels.sln, -c, Release, --warnaserror, -v, quiet }

function Invoke-Test {
    Invoke-Dotnet -Argument (@('test', "$PSScriptRoot/BedrockModels.sln") + $(if ($PesterVersion) { "-p:PesterVersion=$PesterVersion" }))
}

function Invoke-Docs { Invoke-Dotnet -Argument build, $PSScriptRoot/src/BedrockModels, '-t:UpdateDocs', -v, quiet }

function Invoke-Analyze {
    Invoke-Dotnet -Argument format, $PSScriptRoot/BedrockModels.sln, --verify-no-changes
    if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
        Write-Warning 'PSScriptAnalyzer is not installed: scripts were not analyzed. Install-PSResource PSScriptAnalyzer brings it.'
        return
    }
    $scripts = Get-ChildItem $PSScriptRoot -Recurse -Include *.ps1, *.psd1, *.psm1 | Where-Object FullName -NotMatch '[\\/](bin|obj|out)[\\/]'
    $findings = @($scripts | Invoke-ScriptAnalyzer) + @(Invoke-ScriptAnalyzer "$PSScriptRoot/BedrockModels.psd1" -Settings PSGallery)
    $findings | Format-Table Severity, RuleName, ScriptName, Line, Message -Wrap | Out-Host
    if ($findings) { throw "PSScriptAnalyzer has $($findings.Count) findings." }
}

# The files that ship. The manifest does not list them: the engine would search for each at import.
function Invoke-Layout([switch] $CompileAhead) {
    if (Test-Path $Out) { Remove-Item $Out -Recurse -Force }
    $null = New-Item $package/module/client, $package/en-US -ItemType Directory
    Copy-Item "$PSScriptRoot/LICENSE", "$PSScriptRoot/CHANGELOG.md" $package
    Copy-Item "$PSScriptRoot/module/*.dll", "$PSScriptRoot/module/*.ps*" $package/module
    Copy-Item "$PSScriptRoot/module/client/*.dll" $package/module/client
    if ($CompileAhead) { Invoke-Dotnet -Argument build, $PSScriptRoot/build/ReadyToRun, '-t:CompileAhead', "-p:ClientFolder=$package/module/client/", -v, quiet }
    Copy-Item "$PSScriptRoot/en-US/*" $package/en-US
    # The release notes for the Gallery: the changelog section of this version or, if there is none, the unreleased section.
    $notes = foreach ($heading in $version, 'Unreleased') {
        [regex]::Match((Get-Content "$PSScriptRoot/CHANGELOG.md" -Raw), "(?ms)^## \[$([regex]::Escape($heading))\][^\n]*\n(.*?)(?=^## |\z)").Groups[1].Value.Trim()
    }
    $data = "ReleaseNotes = '$(($notes | Where-Object { $_ } | Select-Object -First 1).Replace("'", "''"))'"
    # A gallery rejects empty addresses.
    if ($project) { $data += "`n            ProjectUri   = '$project'`n            IconUri      = '$project/raw/main/docs/icon.png'" }
    $text = (Get-Content "$PSScriptRoot/BedrockModels.psd1" -Raw).Replace("ReleaseNotes = ''", $data)
    Set-Content $package/BedrockModels.psd1 $text -NoNewline
    $null = Test-ModuleManifest $package/BedrockModels.psd1
}

function Invoke-Package {
    Invoke-Build
    Invoke-Layout -CompileAhead
    Compress-Package
    Get-ChildItem $Out -Recurse -File | Sort-Object FullName | ForEach-Object {
        $hash = (Get-FileHash $_ -Algorithm SHA256).Hash.ToLowerInvariant()
        '{0}  {1}' -f $hash, [IO.Path]::GetRelativePath($Out, $_.FullName).Replace('\', '/')
    } | Set-Content (Join-Path $Out "BedrockModels.$version.sha256")
    Get-ChildItem $Out -File | Select-Object Name, Length | Out-Host
}

# Creates the package for a gallery or a file share.
function Compress-Package {
    $nuspec = Join-Path $Out BedrockModels.nuspec
    $data = $manifest.PrivateData.PSData
    @"
<package>
  <metadata>
    <id>BedrockModels</id>
    <version>$version</version>
    <authors>$($manifest.Author)</authors>
    <description>$($manifest.Description)</description>
    <license type="expression">Apache-2.0</license>
    <tags>PSModule $($data.Tags -join ' ')</tags>
  </metadata>
  <files><file src="**" /></files>
</package>
"@ | Set-Content $nuspec
    $properties = "-p:NuspecFile=$nuspec", "-p:NuspecBasePath=$package", '-p:NoPackageAnalysis=true'
    Invoke-Dotnet -Argument (@('pack', "$PSScriptRoot/src/BedrockModels", '-c', 'Release', '--no-build', '-o', $Out) + $properties)
    Remove-Item $nuspec
}

function Invoke-Publish {
    Invoke-Package
    Publish-PSResource -Path $package @target
}

$target = @{ Repository = $Repository }
if ($ApiKey) { $target.ApiKey = $ApiKey }
foreach ($name in $Task) { & "Invoke-$name" }
