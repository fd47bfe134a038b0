using System.Management.Automation.Language;

namespace BedrockModels;

/// <summary>
/// Completes the names of resources from the service, with the connection parameters typed so far. It gives up after a second,
/// without an error.
/// </summary>
/// <typeparam name="TItem">The type that Get returns; it selects the kind of resource.</typeparam>
internal sealed class ResourceCompleter<TItem> : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Matching(
            wordToComplete,
            ServiceNames.Find(Resources.WithItem<TItem>().GetCommand, wordToComplete, fakeBoundParameters)
                .Select(ObjectMembers.Bare).OfType<IResource>().Select(found => (found.Name!, $"{found.Status}, {found.Arn}")));
}
