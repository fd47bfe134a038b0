using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Documents;

/// <summary>What a reader of the source can rely on.</summary>
public sealed partial class SourceTests
{
    private const int LongestLine = 140;
    private const int LongestFile = 300;

    [Theory]
    [InlineData("src", "*.cs")]
    [InlineData("tests", "*.cs")]
    [InlineData("tests", "*.ps1")]
    public void Source_file_has_at_most_300_lines_of_at_most_140_columns(string folder, string pattern)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

        Expect.Each(files, file =>
        {
            var lines = File.ReadAllLines(file);
            Assert.True(lines.Length <= LongestFile, $"{file} has {lines.Length} lines.");
            Assert.Empty(lines.Select((line, index) => (line, index))
                .Where(pair => pair.line.Length > LongestLine).Select(pair => $"{file}:{pair.index + 1}"));
        });
    }

    [Fact]
    public void Cmdlet_has_at_most_two_classes_between_it_and_PSCmdlet()
    {
        var cmdlets = typeof(BedrockCmdlet).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<CmdletAttribute>() is not null).ToList();

        Assert.Equal(24, cmdlets.Count);
        Expect.Each(cmdlets, cmdlet => Assert.InRange(BaseTypes(cmdlet).Count(type => type.Assembly == cmdlet.Assembly), 0, 2));
    }

    /// <summary>Whole numbers, times with a sign for the invariant form, and ids are the same in every culture.</summary>
    [Fact]
    public void Number_or_date_in_a_text_has_the_invariant_culture()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories);

        Expect.Each(files, file => Assert.Empty(File.ReadAllText(file).Split(';')
            .Where(statement => !statement.Contains("CultureInfo.InvariantCulture", StringComparison.Ordinal))
            .SelectMany(statement => CultureFormat().Matches(statement).Select(match => match.Value))));
    }

    [GeneratedRegex(@"(?<!\{)\{[^{}"":]+:(?!(0|F0|N|O|o|R|r|u|X\d?|x\d?)\})[A-Za-z0#][^{}""\s]*\}")]
    private static partial Regex CultureFormat();

    private static IEnumerable<Type> BaseTypes(Type type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
            yield return above;
    }
}
