using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace BedrockModels;

/// <summary>What happens when the module is imported and removed. It reads no file beyond the module's own and loads no SDK.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string FormatFile = "BedrockModels.Format.ps1xml";

    /// <summary>
    /// Prepares the private load context of the client, and makes the public types known to the engine. Warns if the process already runs
    /// the code of another copy of the module.
    /// </summary>
    public void OnImport()
    {
        ClientLoadContext.Hook();

        // Its assembly would load with the first call only, and until then `catch [BedrockModels.BedrockException]` would find no type.
        RuntimeHelpers.RunClassConstructor(typeof(BedrockException).TypeHandle);
        WarnAboutOtherCopy();
    }

    /// <summary>Closes the connections that calls have shared.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (ClientLoadContext.IsClientLoaded)
            CommandClients.DisposeAll();
    }

    /// <summary>.NET loads an assembly once for each process, so a second copy of the module runs the code of the first.</summary>
    private static void WarnAboutOtherCopy()
    {
        // The engine does not name the folder that it imports, but it has just read the format file there.
        var format = Runspace.DefaultRunspace?.InitialSessionState?.Formats
            .LastOrDefault(entry => Path.GetFileName(entry.FileName) == FormatFile)?.FileName;
        var running = Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location);
        if (format is null || Path.GetDirectoryName(Path.GetFullPath(format)) is not { } imported
            || imported.Equals(running, StringComparison.OrdinalIgnoreCase))
            return;

        // A restricted session does not have Write-Warning, and an unknown command would leave an entry in $Error.
        if (ObjectMembers.Bare(ScriptBlock.Create("$ExecutionContext").InvokeReturnAsIs()) is not EngineIntrinsics engine
            || engine.InvokeCommand.GetCommand("Write-Warning", CommandTypes.Cmdlet) is null)
            return;

        // An import has no other way to warn: an initializer gets no cmdlet.
        ScriptBlock.Create("param($text) Write-Warning $text").Invoke(
            $"The module was imported from '{Path.GetDirectoryName(imported)}', but the code in '{Path.GetDirectoryName(running)}' "
            + "runs, because this process has already loaded it. Start a new session to use the other copy.");
    }
}
