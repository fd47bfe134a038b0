using System.Reflection;

namespace BedrockModels.Tests.Hosting;

/// <summary>Where the repository is, as the build wrote it into this assembly.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string Manifest { get; } = Path.Combine(Root, "BedrockModels.psd1");
}
