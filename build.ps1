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
    Package  runs Build and Layout, signs the files if -Certificate is specified, and creates the .nupkg, the SBOM (CycloneDX), the
             release notes, and a list of all files with their hashes.
    Publish  runs Package, and publishes the .nupkg to -Repository. A gallery also needs -ApiKey.
.EXAMPLE
    ./build.ps1 -Task Package
.EXAMPLE
    ./build.ps1 -Task Package -Certificate (Get-PfxCertificate ./key.pfx -Password $password)
.EXAMPLE
    ./build.ps1 -Task Test -PesterVersion 5.9.1
.EXAMPLE
    ./build.ps1 -Task Publish -Repository PSGallery -ApiKey $env:GALLERY_KEY
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Docs', 'Analyze', 'Layout', 'Package', 'Publish')]
    [string[]] $Task = 'Build',
    # The folder for the package. Layout, Package and Publish delete it first, so they refuse a folder with other files than those of an
    # earlier run.
    [string] $Out = "$PSScriptRoot/out",
    # The version of Pester that NuGet provides for the tests. Default: the version in Directory.Packages.props.
    [string] $PesterVersion,
    [string] $Repository = 'PSGallery',
    [string] $ApiKey,
    # Signs the files of the package, on Windows. A certificate from Get-Item Cert:\CurrentUser\My\<thumbprint> or Get-PfxCertificate.
    [object] $Certificate,
    # The server that adds the time to each signature, so that it stays valid after the certificate expires. '' adds no time.
    [string] $TimestampServer = 'http://timestamp.digicert.com',
    # The label of a prerelease, for example preview1. Default: the label in the tag of a GitHub workflow, such as v0.2.0-preview1.
    [string] $Prerelease = $(if ($env:GITHUB_REF_TYPE -ne 'branch' -and $env:GITHUB_REF_NAME -match '^v[^-]*-(.*)') { $Matches[1] }),
    # Package and Publish use the last build.
    [switch] $NoBuild,
    # The address of the project, for its page in the Gallery and for Get-Help -Online. Default: RepositoryUrl in Directory.Build.props.
    [string] $ProjectUri
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

$manifest = Import-PowerShellDataFile "$PSScriptRoot/BedrockModels.psd1"
$version = $manifest.ModuleVersion
$fullVersion = $version + $(if ($Prerelease) { "-$Prerelease" })
# Other programs do not know the current folder of the session.
$Out = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Out)
$package = "$Out/BedrockModels/$version"
$artifact = "$Out/BedrockModels.$fullVersion"
$address = @(if ($ProjectUri) { "-p:RepositoryUrl=$($ProjectUri.TrimEnd('/'))" })

# Check all arguments before the build. Layout and Package delete the folder, which could be the modules of a user or the parent of a clone.
if ($Task -match '^(Layout|Package|Publish)$') {
    $foreign = @(Get-ChildItem -LiteralPath $Out -Force -ErrorAction Ignore | Where-Object {
        $_.Name -notmatch '^BedrockModels\.\d.*\.(nupkg|cdx\.json|md|sha256)$' -and -not ($_.PSIsContainer -and $_.Name -eq 'BedrockModels')
    }) + @(Get-ChildItem -LiteralPath "$Out/BedrockModels" -Force -ErrorAction Ignore | Where-Object Name -NotMatch '^\d+(\.\d+)+$')
    if ($foreign) {
        throw "'$Out' contains $($foreign[0].Name), which this script did not create and would delete. Use an empty folder for -Out."
    }
}
if ($Prerelease -notmatch '^[a-zA-Z0-9]*$') {
    throw "Prerelease label '$Prerelease' is not valid. Use only letters and digits, for example preview1."
}
$tag = if ($env:GITHUB_REF_TYPE -ne 'branch') { $env:GITHUB_REF_NAME }
if ($tag -like 'v*' -and $tag -cne "v$fullVersion") {
    throw "Tag '$tag' does not match version $fullVersion of BedrockModels.psd1. Use tag v$fullVersion or change ModuleVersion."
}
# An empty variable in place of a certificate must not make an unsigned package.
if ($PSBoundParameters.ContainsKey('Certificate')) {
    if (-not (Get-Command Set-AuthenticodeSignature -ErrorAction Ignore)) {
        throw 'This system cannot sign, because Set-AuthenticodeSignature exists only on Windows. Omit -Certificate, or build on Windows.'
    }
    if ($Certificate -isnot [Security.Cryptography.X509Certificates.X509Certificate2]) {
        throw "'$Certificate' is not a certificate. Use (Get-Item Cert:\CurrentUser\My\<thumbprint>), or Get-PfxCertificate for a file."
    }
    $usages = $Certificate.Extensions | Where-Object { $_ -is [Security.Cryptography.X509Certificates.X509EnhancedKeyUsageExtension] } |
        ForEach-Object { $_.EnhancedKeyUsages.Value }
    if (-not $Certificate.HasPrivateKey -or $usages -notcontains '1.3.6.1.5.5.7.3.3') {
        throw "Certificate $($Certificate.Thumbprint) cannot sign code. Use a certificate for code signing that has its private key."
    }
}

# In the folder of the project, where dotnet finds global.json (the test runner) and .config (the version of the tool).
function Invoke-Dotnet([string[]] $Argument) {
    Push-Location $PSScriptRoot
    try { & dotnet $Argument | Out-Host }
    finally { Pop-Location }
    if ($LASTEXITCODE) { throw "dotnet $Argument ended with $LASTEXITCODE." }
}

function Invoke-Build {
    Invoke-Dotnet -Argument (@('build', "$PSScriptRoot/BedrockModels.sln", '-c', 'Release', '--warnaserror', '-v', 'quiet') + $address)
}

function Invoke-Test {
    $option = @(if ($PesterVersion) { "-p:PesterVersion=$PesterVersion" })
    Invoke-Dotnet -Argument (@('test', '--solution', "$PSScriptRoot/BedrockModels.sln") + $option)
}

function Invoke-Docs { Invoke-Dotnet -Argument build, $PSScriptRoot/src/BedrockModels, '-t:UpdateDocs', -v, quiet }

function Invoke-Analyze {
    Invoke-Dotnet -Argument format, $PSScriptRoot/BedrockModels.sln, --verify-no-changes
    if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
        Write-Warning 'PSScriptAnalyzer is not installed, so scripts were not analyzed. To install it: Install-PSResource PSScriptAnalyzer'
        return
    }
    $scripts = Get-ChildItem $PSScriptRoot -Recurse -Include *.ps1, *.psd1, *.psm1 | Where-Object FullName -NotMatch '[\\/](bin|obj|out)[\\/]'
    $findings = @($scripts | Invoke-ScriptAnalyzer) + @(Invoke-ScriptAnalyzer "$PSScriptRoot/BedrockModels.psd1" -Settings PSGallery)
    $findings | Format-Table Severity, RuleName, ScriptName, Line, Message -Wrap | Out-Host
    if ($findings) { throw "PSScriptAnalyzer has $($findings.Count) findings." }
}

function Invoke-Layout {
    Copy-Layout
    Write-Manifest
}

# The files that ship, without the manifest: assemblies, views, help, license and changelog.
function Copy-Layout([switch] $CompileAhead) {
    if (Test-Path -LiteralPath $Out) { Remove-Item -LiteralPath $Out -Recurse -Force }
    $null = New-Item $package/module/client, $package/en-US -ItemType Directory
    Copy-Item "$PSScriptRoot/LICENSE", "$PSScriptRoot/CHANGELOG.md" $package
    Copy-Item "$PSScriptRoot/module/*.dll", "$PSScriptRoot/module/*.ps*" $package/module
    Copy-Item "$PSScriptRoot/module/client/*.dll" $package/module/client
    $client = "-p:ClientFolder=$package/module/client/"
    if ($CompileAhead) { Invoke-Dotnet -Argument build, $PSScriptRoot/build/ReadyToRun, '-t:CompileAhead', $client, -v, quiet }
    Copy-Item "$PSScriptRoot/en-US/*" $package/en-US
}

# The manifest with the release notes, the prerelease label and the addresses of the project. It lists no files: PowerShell would search for
# each of them at import.
function Write-Manifest {
    $project = & dotnet msbuild "$PSScriptRoot/src/BedrockModels" -getProperty:RepositoryUrl @address
    $data = "ReleaseNotes = '$((Get-ReleaseNote).Replace("'", "''"))'" +
        "`n            ProjectUri   = '$project'`n            IconUri      = '$project/raw/main/docs/icon.png'"
    if ($Prerelease) { $data += "`n            Prerelease   = '$Prerelease'" }
    $text = (Get-Content "$PSScriptRoot/BedrockModels.psd1" -Raw).Replace("ReleaseNotes = ''", $data)
    Set-Content $package/BedrockModels.psd1 $text -NoNewline
    $null = Test-ModuleManifest $package/BedrockModels.psd1
}

# The changelog section of this version or, if there is none, the unreleased section.
function Get-ReleaseNote {
    $text = Get-Content "$PSScriptRoot/CHANGELOG.md" -Raw
    $notes = foreach ($heading in $fullVersion, $version, 'Unreleased') {
        [regex]::Match($text, "(?ms)^## \[$([regex]::Escape($heading))\][^\n]*\n(.*?)(?=^## |\z)").Groups[1].Value.Trim()
    }
    $notes | Where-Object { $_ } | Select-Object -First 1
}

function Invoke-Package {
    if (-not (Get-Command Compress-PSResource -ErrorAction Ignore)) {
        throw 'Package needs PSResourceGet 1.1 or later. To install it: Install-PSResource Microsoft.PowerShell.PSResourceGet'
    }
    if (-not $NoBuild) { Invoke-Build }
    Copy-Layout -CompileAhead:(-not $NoBuild)
    Write-Bom
    Write-Manifest
    if ($Certificate) { Add-Signature }
    Compress-PSResource $package $Out
    Set-Content "$artifact.md" (Get-ReleaseNote)
    Write-HashList
    Get-ChildItem $Out -File | Select-Object Name, Length | Out-Host
    if (-not $Certificate) {
        Write-Warning 'The package is not signed, because -Certificate was not specified. docs/verify.md explains what that means.'
    }
}

# The SBOM: this module and the libraries in the package. PowerShell itself provides what PowerShellStandard.Library describes.
function Write-Bom {
    $source = "$PSScriptRoot/src/BedrockModels/BedrockModels.csproj", '-dpr', '--include-project-references'
    $filter = '--exclude-filter', 'PowerShellStandard.Library,Microsoft.CodeAnalysis.PublicApiAnalyzers'
    $component = '--set-name', 'BedrockModels', '--set-version', $fullVersion, '--import-metadata-path', "$PSScriptRoot/build/sbom.xml"
    $file = '--output', $package, '--filename', 'BedrockModels.cdx.json', '--output-format', 'Json'
    Invoke-Dotnet -Argument ('tool', 'exec', 'CycloneDX', '--yes', '--' + $source + $filter + $component + $file)
    Copy-Item $package/BedrockModels.cdx.json "$artifact.cdx.json"
}

# Signs each file that has no valid signature. The assemblies of AWS keep their own.
function Add-Signature {
    $option = @{ Certificate = $Certificate; HashAlgorithm = 'SHA256' }
    if ($TimestampServer) { $option.TimestampServer = $TimestampServer }
    $signed = Get-ChildItem $package -Recurse -Include *.ps1, *.psd1, *.psm1, *.ps1xml, *.dll |
        Where-Object { (Get-AuthenticodeSignature -LiteralPath $_).Status -ne 'Valid' } |
        ForEach-Object { Set-AuthenticodeSignature -LiteralPath $_ @option }
    # The status of a signature depends on the certificates that this machine trusts. The signer and the time do not.
    $failed = @($signed | Where-Object {
        $_.SignerCertificate?.Thumbprint -ne $Certificate.Thumbprint -or ($TimestampServer -and -not $_.TimeStamperCertificate)
    })
    if ($failed) { throw "$($failed.Count) files were not signed. $($failed[0].Path): $($failed[0].StatusMessage)" }
    "Signed $(@($signed).Count) files with $($Certificate.Subject)." | Out-Host
}

# In the format of sha256sum, with its line ends, for all files of the folder.
function Write-HashList {
    $lines = Get-ChildItem $Out -Recurse -File | Sort-Object FullName | ForEach-Object {
        $hash = (Get-FileHash -LiteralPath $_ -Algorithm SHA256).Hash.ToLowerInvariant()
        '{0}  {1}' -f $hash, [IO.Path]::GetRelativePath($Out, $_.FullName).Replace('\', '/')
    }
    Set-Content "$artifact.sha256" "$($lines -join "`n")`n" -NoNewline
}

function Invoke-Publish {
    Invoke-Package
    Publish-PSResource -NupkgPath "$artifact.nupkg" @target
}

$target = @{ Repository = $Repository }
if ($ApiKey) { $target.ApiKey = $ApiKey }
foreach ($name in $Task) { & "Invoke-$name" }
