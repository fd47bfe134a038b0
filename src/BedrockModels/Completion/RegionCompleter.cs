using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Completes the Regions that offer Amazon Bedrock, with their names. Any other text is taken too: AWS opens new Regions.</summary>
public sealed class RegionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, Regions.All);
}
