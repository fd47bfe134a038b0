using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Completes the commitments that Provisioned Throughput can be bought with.</summary>
public sealed class CommitmentDurationCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, Constraints.CommitmentDuration.Values!.Select(duration => (duration, $"A commitment for {duration}")));
}
