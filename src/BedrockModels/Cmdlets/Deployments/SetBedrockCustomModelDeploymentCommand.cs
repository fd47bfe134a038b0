namespace BedrockModels;

/// <summary>
/// Changes deployments to serve another custom model. The old model serves until the update is complete. UpdateDetails shows the status of
/// the update.
/// </summary>
/// <remarks>
/// <para>The deployment keeps its ARN, so callers do not need to change anything. The cmdlet returns while the update is still running;
/// with -Wait, it returns when the update is complete, and writes an error (CustomModelDeploymentFailed) if the update fails.</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_UpdateCustomModelDeployment.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:UpdateCustomModelDeployment and bedrock:GetCustomModelDeployment. With -Wait, also needs
/// bedrock:ListCustomModelDeployments to wait for more than two deployments of a Region.
/// </notes>
/// <example>Change a deployment to serve another model. The old model serves until the new model is ready.
/// <code>Set-BedrockCustomModelDeployment support -ModelArn (Get-BedrockCustomModel claims-reader).ModelArn</code></example>
/// <example>Change a deployment, splatted, and wait for the end of the update.
/// <code>
/// $update = @{
///     CustomModelDeploymentIdentifier = 'support'
///     ModelArn                        = (Get-BedrockCustomModel claims-reader).ModelArn
///     Wait                            = $true
///     PollInterval                    = 1
/// }
/// Set-BedrockCustomModelDeployment @update
/// </code></example>
/// <example>Show what would change for all deployments whose names match a wildcard.
/// <code>
/// $model = Get-BedrockCustomModel claims-reader
/// Get-BedrockCustomModelDeployment support* | Set-BedrockCustomModelDeployment -ModelArn $model.ModelArn -WhatIf
/// </code></example>
[Cmdlet(VerbsCommon.Set, "BedrockCustomModelDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpPages.Folder + "Set-BedrockCustomModelDeployment.md")]
[OutputType(typeof(CustomModelDeployment))]
public sealed class SetBedrockCustomModelDeploymentCommand : ChangeCmdlet
{
    /// <inheritdoc cref="RemoveBedrockCustomModelDeploymentCommand.CustomModelDeploymentIdentifier"/>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDeploymentArn", "ModelDeploymentName", "CustomModelDeploymentName", "Name")]
    [IdentifierTransformation(typeof(CustomModelDeployment))]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModelDeployment>))]
    public string[] CustomModelDeploymentIdentifier { get; set; } = [];

    /// <summary>The model to serve: its ARN, or an object with a ModelArn property.</summary>
    [Parameter(Position = 1, Mandatory = true)]
    [Alias("Model")]
    [ModelArnTransformation]
    [ConstraintValidation("-ModelArn", nameof(Constraints.CustomModelArn))]
    [ArgumentCompleter(typeof(ModelArnCompleter))]
    public string ModelArn { get; set; } = "";

    private protected override void ProcessItems()
    {
        foreach (var identifier in CustomModelDeploymentIdentifier)
        {
            if (TryGetOne(Resources.Deployments, identifier, out var client, ModelArn)
                && Confirms(
                    $"custom model deployment {Labels.Quoted(identifier)} in {client.Place}",
                    $"Serve the model '{ModelArn}'", Force))
                Change(client, TargetOf(identifier), Labels.For(identifier), ct => UpdateAsync(client, identifier, ct));
        }
    }

    private protected override void Finish() => Changed.WaitFor(Resources.Deployments, Schedule, forUpdate: true);

    private async Task<CustomModelDeployment> UpdateAsync(BedrockClient client, string identifier, CancellationToken ct)
    {
        var change = new UpdateCustomModelDeploymentRequest { Label = identifier, ModelArn = ModelArn };
        await Resources.Deployments.ChangeAsync(client, Operations.UpdateCustomModelDeployment, change, null, IsMadeAsync, ct)
            .ConfigureAwait(false);
        return await Resources.Deployments.GetAsync(client, identifier, ct).ConfigureAwait(false);
    }

    private Task<bool> IsMadeAsync(CustomModelDeployment? deployment) => Task.FromResult(
        deployment?.UpdateDetails is { UpdateStatus: not ResourceStatus.UpdateFailed } update && update.ModelArn == ModelArn);
}
