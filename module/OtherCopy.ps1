# .NET loads an assembly once for each process. If another copy or version of the module was imported first, its code runs, with a warning.
param([System.Management.Automation.ErrorRecord] $Refusal)
if ($Refusal.Exception -isnot [IO.FileLoadException]) { throw $Refusal }
# The engine does not always initialize an assembly that it has imported before.
Import-Module ([BedrockModels.ModuleInitializer].Assembly) 3>$null
[BedrockModels.ModuleInitializer]::new().OnImport()
