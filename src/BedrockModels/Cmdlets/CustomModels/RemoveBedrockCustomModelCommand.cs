using System.Management.Automation;
using BedrockModels.Client;

namespace BedrockModels;

/// <summary>Deletes custom models. A deleted model cannot be brought back.</summary>
/// <remarks>
/// <para>
/// Each model is asked about; -Force asks nothing, and -WhatIf, also that of a calling script, wins over it. Where nobody can
/// answer, such as in CI, the question is refused at once (ConfirmationImpossible). PowerShell does not carry -WhatIf into
/// another script module: pass it on there.
/// </para>
/// <para>
/// A model in use is refused, and the error names what uses it. With -Cascade that is removed first, each asked about on its
/// own, and the model when they are gone.
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DeleteCustomModel.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:DeleteCustomModel; to say what uses a model bedrock:GetCustomModel, bedrock:ListCustomModelDeployments and
/// bedrock:ListProvisionedModelThroughputs; with -Cascade these, and bedrock:GetCustomModelDeployment,
/// bedrock:DeleteCustomModelDeployment, bedrock:GetProvisionedModelThroughput and bedrock:DeleteProvisionedModelThroughput.
/// </notes>
/// <example>
/// One model, without a question.
/// <code>
/// Remove-BedrockCustomModel claims-reader -Force
/// </code>
/// </example>
/// <example>
/// What would go, by pattern; then for good.
/// <code>
/// Get-BedrockCustomModel test-* | Remove-BedrockCustomModel -WhatIf
/// Get-BedrockCustomModel test-* | Remove-BedrockCustomModel -Force
/// </code>
/// </example>
/// <example>
/// All that failed, four at a time.
/// <code>
/// Get-BedrockCustomModel -ModelStatus Failed | Remove-BedrockCustomModel -Force -ThrottleLimit 4
/// </code>
/// </example>
/// <example>
/// In a script, splatted. A model that is gone already is no reason to stop.
/// <code>
/// $models = @{ ModelIdentifier = 'claims-reader', 'long-gone'; Confirm = $false; ErrorAction = 'SilentlyContinue' }
/// Remove-BedrockCustomModel @models
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BedrockCustomModel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveBedrockCustomModelCommand : RemoveCmdlet
{
    /// <summary>Names or ARNs of models, or objects that carry a ModelArn or a ModelName. Wildcards are not taken: pipe from Get-BedrockCustomModel.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelArn", "ModelName")]
    [IdentifierTransformation("ModelArn", "ModelName")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModel>))]
    public string[] ModelIdentifier { get; set; } = [];

    /// <summary>Removes the deployments and the Provisioned Throughput of the model first, each confirmed on its own.</summary>
    [Parameter]
    public SwitchParameter Cascade { get; set; }

    private protected override void ProcessItems()
    {
        foreach (var identifier in ModelIdentifier)
        {
            if (!TryGetOne(Resources.CustomModels, identifier, out var client))
                continue;
            var removal = new ModelRemoval(client, TimeProvider.System);
            if (!TryFindUses(removal, client, identifier, out var uses) || !ConfirmsAll(client, identifier, uses))
                continue;
            Requests.Send(client, TargetOf(identifier), Labels.For(identifier), ct => removal.DeleteAsync(identifier, uses, ct));
        }
    }

    /// <summary>With -Cascade, what uses the model. The error is written where that cannot be read.</summary>
    private bool TryFindUses(ModelRemoval removal, BedrockClient client, string identifier, out IReadOnlyList<ModelUse> uses)
    {
        uses = [];
        try
        {
            if (Cascade)
                uses = Await(ct => removal.FindUsesAsync(identifier, ct));
            return true;
        }
        catch (BedrockException exception)
        {
            Requests.WriteError(ErrorRecords.ServiceError(exception, TargetOf(identifier), Labels.For(identifier), client.Region));
            return false;
        }
    }

    /// <summary>Asks about the model and about each use, so that -WhatIf shows all of them. A use that is to stay keeps the model.</summary>
    private bool ConfirmsAll(BedrockClient client, string identifier, IReadOnlyList<ModelUse> uses)
    {
        var confirmed = true;
        foreach (var use in uses)
            confirmed &= ConfirmsDeletion(use.Resource, use.Label, client.Region);
        return ConfirmsDeletion(Resources.CustomModels, Labels.For(identifier), client.Region) && confirmed;
    }
}
