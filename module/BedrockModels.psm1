# .NET loads an assembly once for each process. If another copy or version of the module was imported first, its code runs, with a warning.
try { Import-Module $PSScriptRoot/BedrockModels.dll }
catch [IO.FileLoadException] {
    # The engine does not always initialize an assembly that it has imported before.
    Import-Module ([BedrockModels.ModuleInitializer].Assembly) 3>$null
    [BedrockModels.ModuleInitializer]::new().OnImport()
}
