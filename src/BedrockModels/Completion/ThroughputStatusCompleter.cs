using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Completes the status of Provisioned Throughput.</summary>
public sealed class ThroughputStatusCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, Constraints.ThroughputStatus.Values!.Select(status => (status, $"Provisioned Throughput that is {status}")));
}
