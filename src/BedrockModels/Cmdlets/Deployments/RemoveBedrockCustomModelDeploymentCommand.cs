using System.Management.Automation;

namespace BedrockModels;

/// <summary>Deletes on-demand deployments of custom models. Inference through a deleted deployment ends at once; the model stays.</summary>
/// <remarks>
/// <para>
/// Each deployment is asked about; -Force asks nothing, and -WhatIf, also that of a calling script, wins over it. Where
/// nobody can answer, such as in CI, the question is refused at once (ConfirmationImpossible).
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DeleteCustomModelDeployment.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:DeleteCustomModelDeployment.
/// </notes>
/// <example>
/// One deployment, without a question.
/// <code>
/// Remove-BedrockCustomModelDeployment support -Force
/// </code>
/// </example>
/// <example>
/// All deployments of a model: what would go, then for good.
/// <code>
/// $deployments = @{ ModelArn = (Get-BedrockCustomModel support-assistant).ModelArn }
/// Get-BedrockCustomModelDeployment @deployments | Remove-BedrockCustomModelDeployment -WhatIf
/// Get-BedrockCustomModelDeployment @deployments | Remove-BedrockCustomModelDeployment -Force
/// </code>
/// </example>
/// <example>
/// In a script, splatted. A deployment that is gone already is no reason to stop.
/// <code>
/// $remove = @{ CustomModelDeploymentIdentifier = 'support', 'long-gone'; Confirm = $false; ErrorAction = 'SilentlyContinue' }
/// Remove-BedrockCustomModelDeployment @remove
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BedrockCustomModelDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveBedrockCustomModelDeploymentCommand : RemoveCmdlet
{
    /// <summary>Names or ARNs of deployments, or objects that carry a CustomModelDeploymentArn or a ModelDeploymentName. Wildcards are not taken: pipe from Get-BedrockCustomModelDeployment.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDeploymentArn", "ModelDeploymentName", "CustomModelDeploymentName")]
    [IdentifierTransformation("CustomModelDeploymentArn", "ModelDeploymentName CustomModelDeploymentName")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModelDeployment>))]
    public string[] CustomModelDeploymentIdentifier { get; set; } = [];

    private protected override void ProcessItems() => Remove(Resources.Deployments, CustomModelDeploymentIdentifier);
}
