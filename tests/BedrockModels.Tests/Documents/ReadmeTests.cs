using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using BedrockModels.Protocol;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Documents;

/// <summary>What the README and the pages under docs promise a stranger is there.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
    private static readonly string Troubleshooting = File.ReadAllText(Path.Combine(Repository.Root, "docs", "troubleshooting.md"));

    [Fact]
    public void Error_code_has_a_line_in_the_troubleshooting_page() =>
        Expect.Each(Codes(), code => Assert.Contains($"`{code}`", Troubleshooting, StringComparison.Ordinal));

    [Fact]
    public void Error_id_has_a_line_in_the_troubleshooting_page()
    {
        Expect.Each(Ids(), id => Assert.Contains($"`{id}`", Troubleshooting, StringComparison.Ordinal));
        Assert.Contains("`Invalid...`", Troubleshooting, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_of_the_troubleshooting_page_names_an_existing_id()
    {
        var known = Ids().Concat(Codes()).ToHashSet();
        var lines = Row().Matches(Troubleshooting).SelectMany(row => Id().Matches(row.Groups[1].Value)).Select(id => id.Groups[1].Value)
            .Where(id => !IdOfValue().IsMatch(id)).ToList();

        Expect.Each(lines, id => Assert.Contains(id, known));
    }

    [Fact]
    public void Error_record_is_created_only_where_ids_come_from_the_list()
    {
        var makers = Code.MethodsOf(typeof(ErrorId).Assembly)
            .Where(method => Code.CallsOf(method).Any(call => call.DeclaringType == typeof(ErrorRecord) && call.IsConstructor));

        var maker = Assert.Single(makers);
        Assert.Contains(typeof(ErrorId), maker.GetParameters().Select(parameter => parameter.ParameterType));
        Assert.Empty(typeof(ErrorId).GetConstructors());
    }

    [Fact]
    public void Cmdlet_has_a_link_to_its_page()
    {
        var cmdlets = typeof(BedrockEmulator).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<CmdletAttribute>());

        Expect.Each(cmdlets,
            cmdlet => Assert.Contains($"docs/cmdlets/{cmdlet.VerbName}-{cmdlet.NounName}.md", Text, StringComparison.Ordinal));
    }

    private static List<string> Codes() =>
        [.. typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)];

    private static List<string> Ids() =>
        [.. typeof(ErrorId).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => property.GetValue(null)!.ToString()!),
            .. Resources.All.SelectMany(resource => (string[])[$"{resource.Failed}", $"{resource.Vanished}"])];

    [GeneratedRegex(@"(?m)^\| ([^|]+) \|")]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex Id();

    // The id about a value names its parameter: InputCheckTests watches those.
    [GeneratedRegex("^Invalid(?:ModelName|S3Uri)$")]
    private static partial Regex IdOfValue();
}
