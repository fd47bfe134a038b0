# Returns the command that starts the current PowerShell: the program and, if PowerShell is a .NET tool, the path of pwsh.dll.
$program = (Get-Process -Id $PID).Path
$program
if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME pwsh.dll }
