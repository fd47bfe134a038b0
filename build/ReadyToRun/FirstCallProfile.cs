using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Reflection;

namespace BedrockModels.ReadyToRun;

/// <summary>Records which methods .NET compiles in this process, for crossgen2 to compile them ahead.</summary>
public sealed class FirstCallProfile : EventListener
{
    private const EventKeywords Compiled = (EventKeywords)0x10;
    private const int QuickJitted = 3;
    private readonly ConcurrentQueue<nint> _methods = new();

    /// <summary>Stops recording, and writes a profile for each assembly: its methods, and the generic code over its types.</summary>
    /// <param name="folder">The folder for the files NAME.mibc.</param>
    /// <param name="assemblies">The names of the assemblies. The first also gets the generic code that is over types of .NET only.</param>
    public void Write(string folder, params string[] assemblies)
    {
        ArgumentNullException.ThrowIfNull(assemblies);
        Dispose();
        foreach (var group in _methods.Select(Method).OfType<MethodBase>().Distinct().GroupBy(method => Home(method, assemblies)))
        {
            if (group.Key is not null)
                new MibcFile().Write(Path.Combine(folder, group.Key + ".mibc"), group.Key, group);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        ArgumentNullException.ThrowIfNull(eventSource);
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Verbose, Compiled);
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        // Only first compilations. .NET also compiles what is called often again, even if it was compiled ahead.
        if (eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) == true
            && eventData.Payload is [ulong id, _, _, _, _, uint flags, ..] && ((flags >> 7) & 7) == QuickJitted)
            _methods.Enqueue((nint)id);
    }

    /// <summary>The method of a handle. The public way to it refuses generic types, whose arguments it would have to be told.</summary>
    private static MethodBase? Method(nint handle)
    {
        const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        var info = typeof(RuntimeMethodHandle).GetMethod("GetMethodInfo", Hidden)!.Invoke(RuntimeMethodHandle.FromIntPtr(handle), null);
        var method = typeof(object).GetType().GetMethods(Hidden).Single(m => m.Name == "GetMethodBase" && m.GetParameters().Length == 1)
            .Invoke(null, [info]) as MethodBase;
        return method?.DeclaringType is null ? null : method;
    }

    /// <summary>The assembly that is to contain the code: its own, or for generic code that of an argument.</summary>
    private static string? Home(MethodBase method, string[] assemblies)
    {
        var arguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        var all = arguments.Prepend(method.DeclaringType!).SelectMany(AssembliesOf).ToList();
        var own = all.Select(assembly => assembly.GetName().Name!).FirstOrDefault(assemblies.Contains);
        return !all.TrueForAll(IsReference) ? null : own ?? (all.Count > 1 ? assemblies[0] : null);

        bool IsReference(Assembly assembly) => assembly.GetName().Name is var name
            && (assemblies.Contains(name) || name == "BedrockModels.Protocol" || IsFramework(assembly));
    }

    private static bool IsFramework(Assembly assembly) =>
        Path.GetDirectoryName(assembly.Location) == Path.GetDirectoryName(typeof(object).Assembly.Location);

    private static IEnumerable<Assembly> AssembliesOf(Type type) => type.HasElementType
        ? AssembliesOf(type.GetElementType()!)
        : type.GetGenericArguments().SelectMany(AssembliesOf).Prepend(type.Assembly);
}
