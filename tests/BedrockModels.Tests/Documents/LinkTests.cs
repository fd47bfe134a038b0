using System.Text.RegularExpressions;
using BedrockModels.Tests.Hosting;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace BedrockModels.Tests.Documents;

/// <summary>Links between the pages lead to files and headings that exist. Markdig reads the pages as GitHub does.</summary>
public sealed partial class LinkTests
{
    private static readonly MarkdownPipeline GitHub =
        new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    private static readonly Dictionary<string, Page> Pages = new[] { "", "docs", "docs/cmdlets", "docs/decisions", ".github" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md"))
        .ToDictionary(Path.GetFullPath, file => new Page(Markdown.Parse(File.ReadAllText(file), GitHub)));

    public static TheoryData<string> PagesWithLinks =>
        [.. Pages.Where(page => page.Value.Links.Count > 0).Select(page => Path.GetRelativePath(Repository.Root, page.Key)).Order()];

    [Theory]
    [MemberData(nameof(PagesWithLinks))]
    public void Link_leads_to_an_existing_file_and_heading(string file)
    {
        var page = Path.GetFullPath(Path.Combine(Repository.Root, file));

        Expect.Each(Pages[page].Links, link =>
        {
            var (path, anchor) = link.Split('#') is [var left, var right] ? (left, right) : (link, null);
            var target = path.Length == 0 ? page : FileOf(path, Path.GetDirectoryName(page)!);
            Assert.True(target is null || Path.Exists(target), $"{file} has a link to {link}, which does not exist.");
            if (target is not null && anchor is not null)
                Assert.True(Pages[target].Anchors.Contains(anchor), $"{file} has a link to {link}, which has no such heading.");
        });
    }

    /// <summary>The file in the repository that an address names; null for an address outside it.</summary>
    internal static string? FileOf(string address, string folder = "")
    {
        var own = ProjectFile().Match(address);
        if (own.Success && HelpPages.Folder.StartsWith(own.Groups[1].Value, StringComparison.Ordinal))
            return Path.GetFullPath(Path.Combine(Repository.Root, own.Groups[2].Value));
        return address.Contains(':', StringComparison.Ordinal) ? null : Path.GetFullPath(Path.Combine(folder, address));
    }

    [GeneratedRegex("^(https://[^/]+/[^/]+/[^/]+/)(?:blob|tree|raw)/main/(.+)$")]
    private static partial Regex ProjectFile();

    [GeneratedRegex("<a id=\"([^\"]+)\"")]
    private static partial Regex HtmlId();

    private sealed class Page(MarkdownDocument document)
    {
        public IReadOnlyList<string> Links { get; } =
        [
            .. document.Descendants<LinkInline>().Select(link => link.Url!),
            .. document.Descendants<AutolinkInline>().Select(link => link.Url),
        ];

        public HashSet<string> Anchors { get; } =
        [
            .. document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id!),
            .. document.Descendants<HtmlBlock>().SelectMany(html => HtmlId().Matches(html.Lines.ToString()))
                .Select(id => id.Groups[1].Value),
        ];
    }
}
