using System.Runtime.Loader;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Emulator;

/// <summary>Who may know whom, inside the emulator and around it.</summary>
public sealed class ArchitectureTests
{
    private static readonly string Sources = Path.Combine(Repository.Root, "src", "BedrockModels.Emulator");

    [Fact]
    public void The_emulator_knows_the_protocol_and_the_runtime_alone()
    {
        // As it was built: where coverage is measured, the copy beside the tests is instrumented, and knows more.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var alone = new AssemblyLoadContext(null, isCollectible: true);
        var built = alone.LoadFromAssemblyPath(Path.Combine(Sources, "bin", configuration, "net8.0", "BedrockModels.Emulator.dll"));
        var references = built.GetReferencedAssemblies().Select(name => name.Name!).ToList();
        alone.Unload();

        Assert.Contains("BedrockModels.Protocol", references);
        Assert.All(references, name => Assert.True(name.StartsWith("System.", StringComparison.Ordinal) || name == "BedrockModels.Protocol", name));
        Assert.DoesNotContain(references, name => name.StartsWith("System.Management.Automation", StringComparison.Ordinal));
    }

    [Fact]
    public void One_file_knows_sockets() =>
        Assert.Equal(["HttpTransport.cs"], FilesWith("", "System.Net.Sockets"));

    [Fact]
    public void Handlers_never_see_HTTP() => Assert.Empty(FilesWith("Operations", "HttpRequest", "HttpAnswer", "Header(", "System.Net"));

    [Fact]
    public void Secrets_are_compared_in_constant_time() => Assert.Equal(["Authenticator.cs"], FilesWith("Authentication", "FixedTimeEquals"));

    private static IEnumerable<string> FilesWith(string folder, params string[] texts) =>
        Directory.EnumerateFiles(Path.Combine(Sources, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => texts.Any(File.ReadAllText(file).Contains))
            .Select(file => Path.GetFileName(file)!)
            .Order(StringComparer.Ordinal);
}
