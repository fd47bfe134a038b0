using System.Text.RegularExpressions;
using BedrockModels.Protocol;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Documents;

/// <summary>Facts of AWS that stand at several places of the documents stand there in the same way.</summary>
public sealed partial class DocumentedFactTests
{
    private static readonly Dictionary<string, string> Texts = new[] { ("", "README.md"), ("docs", "*.md"), ("docs/cmdlets", "*.md"),
            ("examples", "*"), ("module/en-US", "*.txt"), ("en-US", "*.xml") }
        .SelectMany(place => Directory.EnumerateFiles(Path.Combine(Repository.Root, place.Item1), place.Item2))
        .ToDictionary(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), File.ReadAllText);

    [Fact]
    public void Example_role_can_be_passed_with_the_managed_policies_of_AWS()
    {
        // about_BedrockModels_Credentials assumes a role; Amazon Bedrock does not get it.
        var roles = Texts.Where(text => !text.Key.Contains("_Credentials", StringComparison.Ordinal))
            .SelectMany(text => Role().Matches(text.Value).Select(role => role.Groups[1].Value)).Append(Constraints.RoleArn.Example!);

        Expect.Each(roles, role => Assert.Matches("^(arn:.*role/)?SageMakerForBedrock.*AmazonBedrock", role));
    }

    [Fact]
    public void Region_of_CreateCustomModel_is_called_documented() =>
        Expect.Each(Texts, text => Assert.DoesNotMatch("CreateCustomModel is (offered|available)", text.Value));

    [Theory]
    [InlineData("docs/troubleshooting.md")]
    [InlineData("docs/cmdlets/New-BedrockCustomModel.md")]
    [InlineData("en-US/BedrockModels.dll-Help.xml")]
    public void Page_lists_the_three_places_of_the_manifest(string page) =>
        Expect.Each(["checkpoint_s3_bucket", "JOB/manifest.json", "JOB/output/output/manifest.json", "JOB/output/output.tar.gz"],
            place => Assert.Contains(place, Texts[page], StringComparison.Ordinal));

    [Theory]
    [InlineData("docs/troubleshooting.md")]
    [InlineData("docs/cmdlets/New-BedrockProvisionedModelThroughput.md")]
    public void Page_says_who_gives_model_units_and_what_Legacy_means(string page) =>
        Expect.Each(["AWS Support", "Legacy"], fact => Assert.Contains(fact, Texts[page], StringComparison.Ordinal));

    [Fact]
    public void Permissions_give_each_identity_its_actions_on_the_key()
    {
        var rows = KeyRow().Matches(Texts["docs/permissions.md"]).Select(row => Action().Count(row.Value));

        Assert.Equal([4, 4, 1, 1], rows);
    }

    [GeneratedRegex("arn:aws:iam::[0-9]{12}:role/([A-Za-z0-9_-]+)")]
    private static partial Regex Role();

    [GeneratedRegex(@"(?m)^\| the (?:role|caller).*$")]
    private static partial Regex KeyRow();

    [GeneratedRegex("kms:[A-Z][A-Za-z]+")]
    private static partial Regex Action();
}
