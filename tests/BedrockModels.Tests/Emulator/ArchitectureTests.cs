using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Emulator;

/// <summary>The allowed dependencies, inside the emulator and around it.</summary>
public sealed class ArchitectureTests
{
    private static readonly string Sources = Path.Combine(Repository.Root, "src", "BedrockModels.Emulator");

    /// <summary>The emulator's own build output.</summary>
    /// <remarks>In a coverage run the copy beside the tests is instrumented, and has more references and calls.</remarks>
    private static readonly Lazy<Assembly> Built = new(() => new AssemblyLoadContext(null).LoadFromAssemblyPath(
        Path.Combine(Sources, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net8.0", "BedrockModels.Emulator.dll")));

    [Fact]
    public void Emulator_references_only_the_protocol_and_the_runtime()
    {
        var references = Built.Value.GetReferencedAssemblies().Select(name => name.Name!).ToList();

        Assert.Contains("BedrockModels.Protocol", references);
        Expect.Each(references,
            name => Assert.True(name.StartsWith("System.", StringComparison.Ordinal) || name == "BedrockModels.Protocol", name));
        Assert.DoesNotContain(references, name => name.StartsWith("System.Management.Automation", StringComparison.Ordinal));
    }

    [Fact]
    public void One_file_knows_sockets() =>
        Assert.Equal(["HttpTransport.cs"], FilesWith("", "System.Net.Sockets"));

    [Fact]
    public void Handlers_do_not_use_HTTP()
    {
        string[] words = ["HttpRequest", "HttpResponse", "Header(", "System.Net"];

        Expect.Each(words, word => Assert.NotEmpty(FilesWith("", word)));
        Assert.Contains("CustomModelOperations.cs", FilesWith("Operations", "class"));
        Assert.Empty(FilesWith("Operations", words));
    }

    [Fact]
    public void Secrets_are_compared_in_constant_time()
    {
        var methods = Code.MethodsOf(Built.Value.GetType(typeof(Authenticator).FullName!)!).ToList();
        var comparer = Assert.Single(
            methods, method => Code.CallsOf(method).Any(call => call.Name == nameof(CryptographicOperations.FixedTimeEquals)));

        // The bearer token, the session token and the signature.
        Assert.Equal(3, methods.Sum(method => Code.CallsOf(method).Count(call => call == comparer)));

        // All other comparisons are not of secrets. If this fails, check the new comparison: secrets must use the comparer.
        Assert.Equal(
            [
                "Authenticate: Trim String.Equals",
                "CheckScope: get_Date String.op_Inequality",
                "CheckScope: get_Region Enumerable.Contains",
                "CheckSignature: get_AccessKey String.op_Equality",
                "CheckSignature: get_Service String.op_Equality",
                "CheckSignedHeaders: Contains String.op_Equality",
                "CheckSignedHeaders: Header Enumerable.Contains",
                "CheckSignedHeaders: Order Enumerable.SequenceEqual",
                "CheckSignedHeaders: op_Equality Enumerable.Contains",
            ],
            methods.SelectMany(Comparisons).Order(StringComparer.Ordinal));
    }

    /// <summary>The comparisons of a method that are not in constant time: the call before each comparison, and the comparison.</summary>
    private static IEnumerable<string> Comparisons(MethodBase method)
    {
        var calls = Code.CallsOf(method).ToList();
        return calls.Select((call, i) => (call, Before: i > 0 ? calls[i - 1].Name : "")).Where(pair => IsComparison(pair.call))
            .Select(pair => $"{MethodInSource(method)}: {pair.Before} {pair.call.DeclaringType!.Name}.{pair.call.Name}");
    }

    private static bool IsComparison(MethodBase call) =>
        call.Name is "op_Equality" or "op_Inequality" or "Equals" or "Contains" or "ContainsKey" or "TryGetValue" or "SequenceEqual"
            or "SequenceCompareTo" or "Compare" or "CompareTo" or "CompareOrdinal" or "StartsWith" or "EndsWith" or "IndexOf";

    private static string MethodInSource(MethodBase method) =>
        method.Name is ['<', ..] name ? name[1..name.IndexOf('>', StringComparison.Ordinal)] : method.Name;

    private static IEnumerable<string> FilesWith(string folder, params string[] texts) =>
        Directory.EnumerateFiles(Path.Combine(Sources, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => texts.Any(File.ReadAllText(file).Contains))
            .Select(file => Path.GetFileName(file)!)
            .Order(StringComparer.Ordinal);
}
