using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>What all completers share: filtering by what was typed, and quoting.</summary>
internal static class Completions
{
    public static IEnumerable<CompletionResult> Of(string wordToComplete, IEnumerable<(string Value, string ToolTip)> values)
    {
        var typed = wordToComplete.Trim('\'', '"');
        foreach (var (value, toolTip) in values)
        {
            if (value.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                yield return new CompletionResult(Quoted(value), value, CompletionResultType.ParameterValue, toolTip);
        }
    }

    private static string Quoted(string value) =>
        value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? value : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}

/// <summary>Completes the commitments that Provisioned Throughput can be bought with.</summary>
internal sealed class CommitmentDurationCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, Constraints.CommitmentDuration.Values!.Select(duration => (duration, $"A commitment for {duration}")));
}

/// <summary>Completes the status of a model.</summary>
internal sealed class ModelStatusCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, Constraints.ModelStatus.Values!.Select(status => (status, $"Models that are {status}")));
}

/// <summary>Completes the status of Provisioned Throughput.</summary>
internal sealed class ThroughputStatusCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, Constraints.ThroughputStatus.Values!.Select(status => (status, $"Provisioned Throughput that is {status}")));
}

/// <summary>Completes the Regions that offer Amazon Bedrock, with their names. Any other text is taken too: AWS opens new Regions.</summary>
internal sealed class RegionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, Regions.All);
}

/// <summary>Completes the names of the profiles in the shared AWS files.</summary>
internal sealed class ProfileNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, CommandClients.ProfileNames(ObjectMembers.GetText(fakeBoundParameters, "ProfileLocation")).Select(name => (name, $"Profile {name}")));
}

/// <summary>Completes the keys of the tags that the resource in -ResourceArn has. It gives up after a second, and without a word.</summary>
internal sealed class TagKeyCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, ServiceNames.FindTags(fakeBoundParameters).Select(tag => (ObjectMembers.GetText(tag, "Key")!, $"{ObjectMembers.GetText(tag, "Value")}")));
}
