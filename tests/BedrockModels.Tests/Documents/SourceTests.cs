using System.Management.Automation;
using System.Reflection;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Documents;

/// <summary>What a reader of the source can rely on.</summary>
public sealed class SourceTests
{
    private const int LongestLine = 140;
    private const int LongestFile = 300;

    [Fact]
    public void A_source_file_has_at_most_300_lines_of_at_most_140_columns()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

        Expect.Each(files, file =>
        {
            var lines = File.ReadAllLines(file);
            Assert.True(lines.Length <= LongestFile, $"{file} has {lines.Length} lines.");
            Assert.Empty(lines.Select((line, index) => (line, index))
                .Where(pair => pair.line.Length > LongestLine).Select(pair => $"{file}:{pair.index + 1}"));
        });
    }

    [Fact]
    public void A_cmdlet_has_at_most_two_classes_between_it_and_PSCmdlet()
    {
        var cmdlets = typeof(BedrockCmdlet).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<CmdletAttribute>() is not null).ToList();

        Assert.Equal(21, cmdlets.Count);
        Expect.Each(cmdlets, cmdlet => Assert.InRange(BaseTypes(cmdlet).Count(type => type.Assembly == cmdlet.Assembly), 0, 2));
    }

    private static IEnumerable<Type> BaseTypes(Type type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
            yield return above;
    }
}
