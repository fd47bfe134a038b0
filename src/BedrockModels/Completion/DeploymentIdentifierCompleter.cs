using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BedrockModels;

/// <summary>Completes the names of the deployments that the service has, asked with the connection parameters typed so far. It gives up after a second, and without a word.</summary>
public sealed class DeploymentIdentifierCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        ServiceNames.Complete("Get-BedrockCustomModelDeployment", "CustomModelDeploymentName", "Status", "CustomModelDeploymentArn", wordToComplete, fakeBoundParameters);
}
