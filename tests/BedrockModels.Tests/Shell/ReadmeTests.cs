using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using BedrockModels.Protocol;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Shell;

/// <summary>What the README and the pages under docs promise a stranger is there.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
    private static readonly string Troubleshooting = File.ReadAllText(Path.Combine(Repository.Root, "docs", "troubleshooting.md"));

    [Fact]
    public void Every_error_code_has_its_line()
    {
        var codes = typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Contains($"`{code}`", Troubleshooting, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_id_that_the_cmdlets_write_has_its_line()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "BedrockModels"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);
        var ids = sources.SelectMany(source => IdInCode().Matches(source).Select(match => match.Groups[1].Value)).Distinct().ToList();

        Assert.Contains("SourceMissing", ids);
        Assert.All(ids, id => Assert.Contains($"`{id}`", Troubleshooting, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/emulator.md")]
    [InlineData("docs/permissions.md")]
    [InlineData("docs/troubleshooting.md")]
    [InlineData(".github/CONTRIBUTING.md")]
    public void Every_link_leads_somewhere(string page)
    {
        var path = Path.Combine(Repository.Root, page);
        var text = File.ReadAllText(path);
        var anchors = Heading().Matches(text).Select(match => "#" + match.Groups[1].Value.ToLowerInvariant().Replace(' ', '-')).ToList();

        Assert.All(LocalLink().Matches(text), match => Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(path)!, match.Groups[1].Value)), match.Value));
        Assert.All(Anchor().Matches(text), match => Assert.Contains(match.Groups[1].Value, anchors));
    }

    [Fact]
    public void Every_cmdlet_has_its_page()
    {
        var cmdlets = typeof(BedrockEmulator).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<CmdletAttribute>());

        Assert.All(cmdlets, cmdlet => Assert.Contains($"docs/cmdlets/{cmdlet.VerbName}-{cmdlet.NounName}.md", Text, StringComparison.Ordinal));
    }

    [GeneratedRegex("OfInput\\(\\s*\"([A-Z][A-Za-z]{6,})\",")]
    private static partial Regex IdInCode();

    [GeneratedRegex(@"\]\(([^)#:]+)\)")]
    private static partial Regex LocalLink();

    [GeneratedRegex(@"\]\((#[^)]+)\)")]
    private static partial Regex Anchor();

    [GeneratedRegex("(?m)^#+ ([A-Za-z ]+)$")]
    private static partial Regex Heading();
}
