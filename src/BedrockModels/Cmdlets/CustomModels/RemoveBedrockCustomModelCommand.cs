namespace BedrockModels;

/// <summary>Deletes custom models permanently. A deleted model cannot be restored.</summary>
/// <remarks>
/// <para>The cmdlet prompts for confirmation before it deletes each model. -Force suppresses the prompts. -WhatIf overrides -Force, even if
/// -WhatIf is inherited from the calling script. If the session cannot prompt, for example in CI, the cmdlet ends at once with an error
/// (ConfirmationImpossible). PowerShell does not pass -WhatIf on to another script module: pass it explicitly.</para>
/// <para>The service does not delete a model that is in use; the error names the deployments and Provisioned Throughput that use it. With
/// -Cascade, the cmdlet deletes these first and then the model. Each of them has its own confirmation prompt. If you decline one of the
/// prompts, the cmdlet deletes nothing for that model. A deployment that is being updated to the model cannot be deleted until the update
/// is complete: the error names it.</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DeleteCustomModel.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:DeleteCustomModel. To name what uses a model: bedrock:GetCustomModel, bedrock:ListCustomModelDeployments,
/// bedrock:GetCustomModelDeployment and bedrock:ListProvisionedModelThroughputs. With -Cascade: these,
/// bedrock:DeleteCustomModelDeployment, bedrock:GetProvisionedModelThroughput and bedrock:DeleteProvisionedModelThroughput.
/// </notes>
/// <example>Delete one model without a confirmation prompt.
/// <code>Remove-BedrockCustomModel claims-reader -Force</code></example>
/// <example>Delete all models whose names match a wildcard. The first command shows what the second command deletes.
/// <code>
/// Get-BedrockCustomModel test-* | Remove-BedrockCustomModel -WhatIf
/// Get-BedrockCustomModel test-* | Remove-BedrockCustomModel -Force
/// </code></example>
/// <example>Delete all failed models, four at a time.
/// <code>Get-BedrockCustomModel -ModelStatus Failed | Remove-BedrockCustomModel -Force -ThrottleLimit 4</code></example>
/// <example>In a script, delete models, splatted. A model that no longer exists does not stop the script.
/// <code>
/// $models = @{ ModelIdentifier = 'claims-reader', 'long-gone'; Confirm = $false; ErrorAction = 'SilentlyContinue' }
/// Remove-BedrockCustomModel @models
/// </code></example>
[Cmdlet(VerbsCommon.Remove, "BedrockCustomModel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    HelpUri = HelpPages.Folder + "Remove-BedrockCustomModel.md")]
[OutputType(typeof(CustomModel))]
public sealed class RemoveBedrockCustomModelCommand : RemoveCmdlet
{
    /// <summary>
    /// Names or ARNs of models, or objects with a ModelArn or ModelName property. Wildcards are not supported: pipe from
    /// Get-BedrockCustomModel instead.
    /// </summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelArn", "ModelName", "Name", "Model")]
    [IdentifierTransformation(typeof(CustomModel))]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModel>))]
    public string[] ModelIdentifier { get; set; } = [];

    /// <summary>
    /// First deletes the deployments and the Provisioned Throughput that use the model, each with its own confirmation prompt, and waits up
    /// to 10 minutes until they are gone.
    /// </summary>
    [Parameter]
    public SwitchParameter Cascade { get; set; }

    private protected override void ProcessItems()
    {
        foreach (var identifier in ModelIdentifier)
        {
            if (!TryGetOne(Resources.CustomModels, identifier, out var client))
                continue;
            var removal = new ModelRemoval(client, TimeProvider.System);
            IReadOnlyList<ModelUse> uses = [];
            if (Cascade && !Requests.TryAwait(
                client, TargetOf(identifier), Labels.For(identifier), ct => removal.FindUsesAsync(identifier, ct), out uses))
                continue;
            if (ConfirmsAll(client, identifier, uses))
                Delete(Resources.CustomModels, client, identifier, ct => removal.DeleteAsync(identifier, uses, ct));
        }
    }

    /// <summary>
    /// Asks for confirmation for each use and for the model, so that -WhatIf shows all of them. Declining a use keeps the model.
    /// </summary>
    private bool ConfirmsAll(BedrockClient client, string identifier, IReadOnlyList<ModelUse> uses)
    {
        var confirmed = true;
        foreach (var use in uses)
            confirmed &= ConfirmsDeletion(use.Resource, use.QuotedLabel, client);
        return ConfirmsDeletion(Resources.CustomModels, Labels.Quoted(identifier), client) && confirmed;
    }
}
