using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BedrockModels;

/// <summary>Completes the names of the profiles in the shared AWS files.</summary>
public sealed class ProfileNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, CommandClients.ProfileNames(ObjectMembers.GetText(fakeBoundParameters, "ProfileLocation")).Select(name => (name, $"Profile {name}")));
}
