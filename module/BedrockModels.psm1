# The engine compiles this file at each import, so the rare case has a file of its own.
try { Import-Module $PSScriptRoot/BedrockModels.dll }
catch { & $PSScriptRoot/OtherCopy.ps1 $_ }
