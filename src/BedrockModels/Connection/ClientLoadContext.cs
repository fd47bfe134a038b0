using System.Runtime.Loader;

namespace BedrockModels;

/// <summary>
/// The private load context of the client and the AWS SDK, so that this module and other modules can use different versions of the SDK. The
/// default context has one hook, for the client only; importing the module again uses the same context.
/// </summary>
internal sealed class ClientLoadContext : AssemblyLoadContext
{
    private const string ClientName = "BedrockModels.Client";

    private static readonly string Folder =
        Path.Combine(Path.GetDirectoryName(typeof(ClientLoadContext).Assembly.Location)!, "client");

    private static readonly Lazy<ClientLoadContext> Instance = new(() => new ClientLoadContext());
    private static int _hooked;

    private ClientLoadContext()
        : base(ClientName)
    {
    }

    /// <summary>Whether the client is loaded, in its own context or, in a host that references it, in the default context.</summary>
    public static bool IsClientLoaded =>
        Instance.IsValueCreated || Default.Assemblies.Any(assembly => assembly.GetName().Name == ClientName);

    public static void Hook()
    {
        if (Interlocked.Exchange(ref _hooked, 1) == 0)
            Default.Resolving += (_, name) => name.Name == ClientName ? Instance.Value.LoadFromAssemblyName(name) : null;
    }
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Assemblies outside the folder, for example the protocol and .NET, come from the default context.
        var path = Path.Combine(Folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
