using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BedrockModels;

/// <summary>Completes the keys of the tags that the resource in -ResourceArn has. It gives up after a second, and without a word.</summary>
public sealed class TagKeyCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, ServiceNames.FindTags(fakeBoundParameters).Select(tag => (ObjectMembers.GetText(tag, "Key")!, $"{ObjectMembers.GetText(tag, "Value")}")));
}
