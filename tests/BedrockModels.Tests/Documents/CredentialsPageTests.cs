using System.Text.RegularExpressions;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Documents;

public sealed partial class CredentialsPageTests
{
    [Fact]
    public void Every_rule_of_the_credentials_page_names_a_test_that_exists()
    {
        var types = typeof(CredentialsPageTests).Assembly.GetTypes().Where(type => type.Name.EndsWith("Tests", StringComparison.Ordinal));
        var names = types.SelectMany(type => type.GetMethods().Select(method => method.Name).Prepend(type.Name)).ToHashSet();
        var rules = File.ReadLines(Path.Combine(Repository.Root, "docs", "credentials.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Rule", StringComparison.Ordinal))
            .Where(line => !RowOfAnOrder().IsMatch(line) && line != "| | Source |")
            .Select(line => line.Split('|')[^2].Trim());

        Expect.Each(rules.Where(rule => rule != "the same"), rule => Expect.Each(
            CodeSpan().Matches(rule).Select(match => match.Groups[1].Value),
            test => Assert.Contains(names, name => test.EndsWith("...", StringComparison.Ordinal)
                ? name.StartsWith(test[..^3], StringComparison.Ordinal)
                : name == test)));
    }

    [GeneratedRegex(@"^\| \d")]
    private static partial Regex RowOfAnOrder();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpan();
}
