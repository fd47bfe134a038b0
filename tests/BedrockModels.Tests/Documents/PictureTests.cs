using System.Xml.Linq;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Documents;

public sealed class PictureTests
{
    private const string Update = "dotnet run --project src/BedrockModels.Shell -- build/Build-Pictures.ps1";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly string Kept = Path.Combine(Repository.Root, "docs", "pictures");

    public static TheoryData<string> Pictures => [.. Names(Kept)];

    [Fact]
    public async Task Pictures_show_what_the_commands_write_today()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "script(1) of Linux makes the terminals.");
        using var shell = new PowerShellProcess();

        var result = await shell.RunAsync(
            "-NonInteractive", "-File", Path.Combine(Repository.Root, "build", "Build-Pictures.ps1"), "-Out", shell.Folder);

        Assert.Equal("", result.Error);
        Assert.Equal(Names(Kept), Names(shell.Folder));
        Expect.Each(Names(Kept), name => Assert.True(
            File.ReadAllText(Path.Combine(Kept, name)) == File.ReadAllText(Path.Combine(shell.Folder, name)),
            $"docs/pictures/{name} is out of date. Update it with: {Update}\nIt would show:\n{TextOf(Path.Combine(shell.Folder, name))}"));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Picture_is_on_the_page_and_has_a_title_and_its_text(string name)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "what-you-see.md"));
        var title = XElement.Load(Path.Combine(Kept, name)).Element(Svg + "title")!.Value;

        Assert.Contains($"](pictures/{name})", page, StringComparison.Ordinal);
        Assert.NotEqual("", title);
        Assert.Matches(@"^(PS>|\$) ", TextOf(Path.Combine(Kept, name)));
    }

    private static List<string> Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.svg").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static string TextOf(string picture) => XElement.Load(picture).Element(Svg + "desc")!.Value;
}
