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
    [InlineData("-a", "'-a'")]
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
        var profiles = CompleteIn(shell, new ProfileNameCompleter(), "wo", new Hashtable { ["ProfileLocation"] = file })
            .Select(match => match.CompletionText);
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

    [Theory]
    [InlineData("", "other", "Test-1")]
    [InlineData("a", "other", "Test-1")]
    [InlineData("'arn:aws:bedrock:us-east-1:123456789012:custom-model/", "other", "Test-1")]
    [InlineData("tE", "Test-1")]
    [InlineData("\"Test-1", "Test-1")]
    public void ModelArnCompleter_completes_a_name_or_the_start_of_an_ARN_to_the_ARN(string typed, params string[] names)
    {
        using var shell = new TestShell();
        var (first, second) = (shell.Create("Test-1", "").ModelArn, shell.Create("other", "").ModelArn);

        var matches = CompleteIn(shell, new ModelArnCompleter(), typed, Connection(shell));

        Assert.Equal(names, matches.Select(match => match.ListItemText));
        Expect.Each(matches, match =>
        {
            var arn = match.ListItemText == "other" ? second : first;
            Assert.Equal(($"'{arn}'", $"Active, {arn}"), (match.CompletionText, match.ToolTip));
        });
    }

    [Theory]
    [InlineData("", "serve-d", "serve-p")]
    [InlineData("SERVE-P", "serve-p")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/", "serve-d")]
    public void ServingArnCompleter_completes_deployments_and_Provisioned_Throughput_to_their_ARNs(string typed, params string[] names)
    {
        using var shell = new TestShell();
        shell.Create("model", "");
        shell.Run("$null = Get-BedrockCustomModel model | New-BedrockCustomModelDeployment serve-d; "
            + "$null = New-BedrockProvisionedModelThroughput serve-p model").Clean();

        var matches = CompleteIn(shell, new ServingArnCompleter(), typed, Connection(shell));

        Assert.Equal(names, matches.Select(match => match.ListItemText));
        Expect.Each(matches, match => Assert.StartsWith("'arn:aws:bedrock:", match.CompletionText, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("arn:aws:bedrock:us-west-2:")]
    [InlineData("1")]
    [InlineData("Test 1")]
    public void ArnCompleter_offers_nothing_for_another_text(string typed)
    {
        using var shell = new TestShell();
        shell.Create("Test-1", "");

        Assert.Empty(CompleteIn(shell, new ModelArnCompleter(), typed, Connection(shell)));
        Assert.Empty(CompleteIn(shell, new ServingArnCompleter(), typed, Connection(shell)));
    }

    private static Hashtable Connection(TestShell shell) => new()
    {
        ["EndpointUrl"] = shell.Emulator.EndpointUrl,
        ["Region"] = "us-east-1",
        ["AccessKey"] = "a",
        ["SecretKey"] = "b",
    };

    /// <summary>Completes on a thread of a session, as the engine does.</summary>
    private static List<CompletionResult> CompleteIn(TestShell shell, IArgumentCompleter completer, string typed, Hashtable bound)
    {
        Runspace.DefaultRunspace = shell.Runspace;
        try
        {
            return [.. Matches(completer, typed, bound)];
        }
        finally
        {
            Runspace.DefaultRunspace = null;
        }
    }

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
        protected override IEnumerable<CompletionValue> Values(string typed, IDictionary bound) =>
            values.Select(value => new CompletionValue(value, "tip of " + value));
    }
}
