using System.Reflection;

namespace BedrockModels.Tests.Hosting;

/// <summary>The paths that the build wrote into this assembly.</summary>
internal static class Repository
{
    /// <summary>The folder of the manifest, with a separator at its end.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Manifest { get; } = Path.Combine(Root, "BedrockModels.psd1");

    public static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
