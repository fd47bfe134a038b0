namespace BedrockModels;

/// <summary>
/// Deletes on-demand deployments of custom models permanently. Inference through a deleted deployment ends at once. The model is not
/// deleted.
/// </summary>
/// <remarks>
/// <para>The cmdlet prompts for confirmation before it deletes each deployment. -Force suppresses the prompts. -WhatIf overrides -Force,
/// even if -WhatIf is inherited from the calling script. If the session cannot prompt, for example in CI, the cmdlet ends at once with an
/// error (ConfirmationImpossible).</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DeleteCustomModelDeployment.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:DeleteCustomModelDeployment. With -PassThru and a name or an ARN, also needs bedrock:GetCustomModelDeployment.
/// </notes>
/// <example>Delete one deployment without a confirmation prompt.
/// <code>Remove-BedrockCustomModelDeployment support -Force</code></example>
/// <example>Delete all deployments of a model. The first Remove- command shows what the second one deletes.
/// <code>
/// $deployments = @{ ModelArn = (Get-BedrockCustomModel support-assistant).ModelArn }
/// Get-BedrockCustomModelDeployment @deployments | Remove-BedrockCustomModelDeployment -WhatIf
/// Get-BedrockCustomModelDeployment @deployments | Remove-BedrockCustomModelDeployment -Force
/// </code></example>
/// <example>In a script, delete deployments, splatted. A deployment that no longer exists does not stop the script.
/// <code>
/// $remove = @{ CustomModelDeploymentIdentifier = 'support', 'long-gone'; Confirm = $false; ErrorAction = 'SilentlyContinue' }
/// Remove-BedrockCustomModelDeployment @remove
/// </code></example>
[Cmdlet(VerbsCommon.Remove, "BedrockCustomModelDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    HelpUri = HelpPages.Folder + "Remove-BedrockCustomModelDeployment.md")]
[OutputType(typeof(CustomModelDeployment))]
public sealed class RemoveBedrockCustomModelDeploymentCommand : RemoveCmdlet
{
    /// <summary>
    /// Names or ARNs of deployments, or objects with a CustomModelDeploymentArn, ModelDeploymentName or CustomModelDeploymentName property.
    /// Wildcards are not supported: pipe from Get-BedrockCustomModelDeployment instead.
    /// </summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDeploymentArn", "ModelDeploymentName", "CustomModelDeploymentName", "Name")]
    [IdentifierTransformation(typeof(CustomModelDeployment))]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModelDeployment>))]
    public string[] CustomModelDeploymentIdentifier { get; set; } = [];

    private protected override void ProcessItems() => Remove(Resources.Deployments, CustomModelDeploymentIdentifier);
}
