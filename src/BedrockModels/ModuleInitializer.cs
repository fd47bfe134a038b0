using System.Runtime.CompilerServices;

namespace BedrockModels;

/// <summary>What happens when the module is imported and removed. It reads no file beyond the module's own and loads no SDK.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Prepares the private load context of the client, and makes the public types known to the engine.</summary>
    public void OnImport()
    {
        ClientLoadContext.Hook();

        // Its assembly would load with the first call only, and until then `catch [BedrockModels.BedrockException]` would find no type.
        RuntimeHelpers.RunClassConstructor(typeof(BedrockException).TypeHandle);
    }

    /// <summary>Closes the connections that calls have shared.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (ClientLoadContext.IsClientLoaded)
            CommandClients.DisposeAll();
    }
}
