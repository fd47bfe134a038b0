using System.Reflection;
using System.Runtime.Loader;

namespace BedrockModels;

/// <summary>
/// The private load context that holds the client and the AWS SDK, so that no other module's SDK is in the way of ours and
/// ours in nobody's. The default context is hooked once for the client alone: removing and importing the module again finds
/// the same context.
/// </summary>
internal sealed class ClientLoadContext : AssemblyLoadContext
{
    private const string ClientName = "BedrockModels.Client";
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(ClientLoadContext).Assembly.Location)!, "client");
    private static readonly Lazy<ClientLoadContext> Instance = new(() => new ClientLoadContext());
    private static int _hooked;

    private ClientLoadContext()
        : base(ClientName)
    {
    }

    /// <summary>Whether a call has loaded the client yet, from its own context or, in a host that references it, from the default one.</summary>
    public static bool IsClientLoaded =>
        Instance.IsValueCreated || Default.Assemblies.Any(assembly => assembly.GetName().Name == ClientName);

    public static void Hook()
    {
        if (Interlocked.Exchange(ref _hooked, 1) == 0)
            Default.Resolving += (_, name) => name.Name == ClientName ? Instance.Value.LoadFromAssemblyName(name) : null;
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // What is not in the folder, such as the protocol and .NET itself, is the default context's.
        var path = Path.Combine(Folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
