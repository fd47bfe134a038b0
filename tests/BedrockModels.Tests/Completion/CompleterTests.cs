using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using BedrockModels.Protocol;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Completion;

/// <summary>The completers as units, without an engine.</summary>
public sealed class CompleterTests
{
    public static TheoryData<string, IReadOnlyList<string>> KnownValues { get; } = new()
    {
        { "ModelStatus", Constraints.ModelStatus.Values! },
        { "ThroughputStatus", Constraints.ThroughputStatus.Values! },
        { "CommitmentDuration", Constraints.CommitmentDuration.Values! },
        { "Region", [.. Regions.All.Select(region => region.Code)] },
    };

    [Theory]
    [InlineData("", "alpha", "Beta", "'two words'", "'it''s'")]
    [InlineData("al", "alpha")]
    [InlineData("AL", "alpha")]
    [InlineData("b", "Beta")]
    [InlineData("'tw", "'two words'")]
    [InlineData("\"it", "'it''s'")]
    [InlineData("x")]
    public void Values_are_filtered_by_the_typed_text_and_quoted_when_necessary(string typed, params string[] completed)
    {
        var completer = new ValueCompleter("alpha", "Beta", "two words", "it's");

        Assert.Equal(completed, Complete(completer, typed));
    }

    [Fact]
    public void Value_is_listed_without_quotes_and_with_its_tool_tip()
    {
        var match = Assert.Single(Matches(new ValueCompleter("two words"), ""));

        Assert.Equal(("'two words'", "two words", "tip of two words"), (match.CompletionText, match.ListItemText, match.ToolTip));
        Assert.Equal(CompletionResultType.ParameterValue, match.ResultType);
    }

    [Theory]
    [InlineData("a-b_c.D9", "a-b_c.D9")]
    [InlineData("a b", "'a b'")]
    [InlineData("a$b", "'a$b'")]
    [InlineData("a;b", "'a;b'")]
    [InlineData("é", "'é'")]
    public void Value_with_other_characters_than_letters_digits_and_separators_is_quoted(string value, string text) =>
        Assert.Equal([text], Complete(new ValueCompleter(value), ""));

    [Theory]
    [MemberData(nameof(KnownValues))]
    public void Completer_offers_the_values_of_the_API_in_their_order(string completer, IReadOnlyList<string> values)
    {
        Assert.Equal(values, Complete(Create(completer), ""));
        Assert.Equal([values[^1]], Complete(Create(completer), values[^1]));
    }

    [Fact]
    public void ProfileNameCompleter_reads_the_file_in_ProfileLocation()
    {
        var folder = Directory.CreateTempSubdirectory();
        var file = Path.Combine(folder.FullName, "credentials");
        File.WriteAllText(file, "[work]\naws_access_key_id = a\naws_secret_access_key = b\n");

        // The engine completes on the thread of the session, whose location a relative path starts in.
        using var shell = new TestShell(createEmulator: false);
        Runspace.DefaultRunspace = shell.Runspace;
        var profiles = Complete(new ProfileNameCompleter(), "wo", new Hashtable { ["ProfileLocation"] = file });
        Runspace.DefaultRunspace = null;
        folder.Delete(recursive: true);

        Assert.Contains("work", profiles);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("-a")]
    public void ResourceCompleter_offers_nothing_for_text_that_is_not_part_of_a_name(string typed) =>
        Assert.Empty(Complete(new ResourceCompleter<CustomModel>(), typed));

    [Fact]
    public void TagKeyCompleter_offers_nothing_without_ResourceArn() => Assert.Empty(Complete(new TagKeyCompleter(), ""));

    private static IArgumentCompleter Create(string completer) => completer switch
    {
        "ModelStatus" => new ModelStatusCompleter(),
        "ThroughputStatus" => new ThroughputStatusCompleter(),
        "CommitmentDuration" => new CommitmentDurationCompleter(),
        _ => new RegionCompleter(),
    };

    private static List<string> Complete(IArgumentCompleter completer, string typed, Hashtable? bound = null) =>
        [.. Matches(completer, typed, bound).Select(match => match.CompletionText)];

    private static IEnumerable<CompletionResult> Matches(IArgumentCompleter completer, string typed, Hashtable? bound = null) =>
        completer.CompleteArgument("", "", typed, null!, bound ?? []);

    private sealed class ValueCompleter(params string[] values) : Completer
    {
        protected override IEnumerable<(string Value, string ToolTip)> Values(string typed, IDictionary bound) =>
            values.Select(value => (value, "tip of " + value));
    }
}
