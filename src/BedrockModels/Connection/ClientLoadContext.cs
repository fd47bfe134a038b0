using System.Runtime.InteropServices;
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

    /// <summary>The code that the package has compiled ahead for this platform. Other platforms, and a clone, do not have it.</summary>
    private static readonly string AheadFolder = Path.Combine(Folder, Platform);

    private static readonly Lazy<ClientLoadContext> Instance = new(() => new ClientLoadContext());
    private static int _hooked;

    private ClientLoadContext()
        : base(ClientName)
    {
    }

    /// <summary>Whether the client is loaded, in its own context or, in a host that references it, in the default context.</summary>
    public static bool IsClientLoaded =>
        Instance.IsValueCreated || Default.Assemblies.Any(assembly => assembly.GetName().Name == ClientName);

    // A .NET that a distribution has built names the distribution in RuntimeInformation.RuntimeIdentifier. Code for glibc is not for musl.
    private static string Platform =>
        (OperatingSystem.IsWindows() ? "win-" : OperatingSystem.IsMacOS() ? "osx-"
            : RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "linux-musl-" : "linux-")
        + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    public static void Hook()
    {
        if (Interlocked.Exchange(ref _hooked, 1) == 0)
            Default.Resolving += (_, name) => name.Name == ClientName ? Instance.Value.LoadFromAssemblyName(name) : null;
    }

    // Assemblies outside these folders, for example the protocol and .NET, come from the default context.
    protected override Assembly? Load(AssemblyName assemblyName) => LoadFrom(AheadFolder, assemblyName) ?? LoadFrom(Folder, assemblyName);

    private Assembly? LoadFrom(string folder, AssemblyName name)
    {
        var path = Path.Combine(folder, name.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
