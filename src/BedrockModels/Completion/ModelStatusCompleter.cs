using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Completes the status of a model.</summary>
public sealed class ModelStatusCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, Constraints.ModelStatus.Values!.Select(status => (status, $"Models that are {status}")));
}
