# The command that starts the PowerShell that runs this: its program, and what that runs where PowerShell is a .NET tool.
$program = (Get-Process -Id $PID).Path
$program
if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME pwsh.dll }
