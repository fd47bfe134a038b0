using System.Management.Automation.Language;

namespace BedrockModels;

/// <summary>Filters the values of a completer by the typed text and quotes them.</summary>
internal static class Completions
{
    public static IEnumerable<CompletionResult> Matching(string wordToComplete, IEnumerable<(string Value, string ToolTip)> values)
    {
        var typed = wordToComplete.Trim('\'', '"');
        foreach (var (value, toolTip) in values)
        {
            if (value.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                yield return new CompletionResult(Quoted(value), value, CompletionResultType.ParameterValue, toolTip);
        }
    }

    private static string Quoted(string value) =>
        value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? value
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}

/// <summary>Completes the commitments of Provisioned Throughput.</summary>
internal sealed class CommitmentDurationCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Matching(
            wordToComplete, Constraints.CommitmentDuration.Values!.Select(duration => (duration, $"A commitment for {duration}")));
}

/// <summary>Completes the status of a model.</summary>
internal sealed class ModelStatusCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Matching(wordToComplete, Constraints.ModelStatus.Values!.Select(status => (status, $"Models that are {status}")));
}

/// <summary>Completes the status of Provisioned Throughput.</summary>
internal sealed class ThroughputStatusCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Matching(
            wordToComplete, Constraints.ThroughputStatus.Values!.Select(status => (status, $"Provisioned Throughput that is {status}")));
}

/// <summary>Completes the Regions with Amazon Bedrock, with their names. Other Regions are also valid: AWS adds new ones.</summary>
internal sealed class RegionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Matching(wordToComplete, Regions.All);
}

/// <summary>Completes the names of the profiles in the shared AWS files.</summary>
internal sealed class ProfileNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Matching(
            wordToComplete,
            CommandClients.ProfileNames(
                LanguagePrimitives.ConvertTo<PathIntrinsics>(ScriptBlock.Create("$ExecutionContext.SessionState.Path").InvokeReturnAsIs()),
                ObjectMembers.GetText(fakeBoundParameters, "ProfileLocation"))
                .Select(name => (name, $"Profile {name}")));
}

/// <summary>Completes the tag keys of the resource in -ResourceArn. It gives up after a second, without an error.</summary>
internal sealed class TagKeyCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Matching(
            wordToComplete,
            ServiceNames.FindTags(fakeBoundParameters)
                .Select(tag => (ObjectMembers.GetText(tag, "Key")!, $"{ObjectMembers.GetText(tag, "Value")}")));
}
